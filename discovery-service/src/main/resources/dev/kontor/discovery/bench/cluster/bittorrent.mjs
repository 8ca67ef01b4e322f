import DHT from 'bittorrent-dht'
import sodium from 'sodium-universal'
import { drive } from './drive.mjs'

const HOST = '127.0.0.1'

const verify = (signature, message, key) => sodium.crypto_sign_verify_detached(signature, message, key)

async function start (count) {
  const nodes = []
  const bootstrap = []
  for (let i = 0; i < count; i++) {
    const node = new DHT({ bootstrap: i === 0 ? false : [...bootstrap], verify })
    await new Promise(resolve => node.listen(0, HOST, resolve))
    if (i === 0) bootstrap.push(`${HOST}:${node.address().port}`)
    else await new Promise(resolve => node.ready ? resolve() : node.once('ready', resolve))
    nodes.push(node)
  }
  return nodes
}

function put (node, value) {
  const k = Buffer.alloc(sodium.crypto_sign_PUBLICKEYBYTES)
  const secret = Buffer.alloc(sodium.crypto_sign_SECRETKEYBYTES)
  sodium.crypto_sign_keypair(k, secret)
  const sign = message => {
    const signature = Buffer.alloc(sodium.crypto_sign_BYTES)
    sodium.crypto_sign_detached(signature, message, secret)
    return signature
  }
  return new Promise((resolve, reject) => {
    node.put({ k, seq: 0, v: value, sign }, (error, hash) => error ? reject(error) : resolve(hash))
  })
}

function get (node, key) {
  return new Promise((resolve, reject) => {
    node.get(key, { cache: false }, (error, found) => error ? reject(error) : resolve(found && found.v))
  })
}

drive({ start, put, get })
