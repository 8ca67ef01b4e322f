import DHT from 'hyperdht'
import { drive } from './drive.mjs'

const HOST = '127.0.0.1'

async function start (count) {
  const nodes = []
  const bootstrap = []
  for (let i = 0; i < count; i++) {
    const node = new DHT({ bootstrap: [...bootstrap], host: HOST, ephemeral: false, firewalled: false })
    await node.fullyBootstrapped()
    if (i === 0) bootstrap.push({ host: HOST, port: node.address().port })
    nodes.push(node)
  }
  return nodes
}

async function put (node, value) {
  const pair = DHT.keyPair()
  await node.mutablePut(pair, value)
  return pair.publicKey
}

async function get (node, key) {
  const found = await node.mutableGet(key)
  return found && found.value
}

drive({ start, put, get })
