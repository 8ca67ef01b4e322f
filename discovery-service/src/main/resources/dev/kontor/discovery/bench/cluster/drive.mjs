// Puts and gets with the nodes of some DHT, one operation after the other, and says what they took as one line of JSON.
import { randomBytes, randomInt } from 'node:crypto'

const VALUE_BYTES = 320
const SETTLE_MILLIS = 5000
const PATIENCE_MILLIS = 10000

const sleep = millis => new Promise(resolve => setTimeout(resolve, millis))

async function timed (operation, millis) {
  const began = process.hrtime.bigint()
  let timer
  const late = new Promise(resolve => { timer = setTimeout(resolve, PATIENCE_MILLIS, false) })
  const succeeded = await Promise.race([operation().catch(() => false), late])
  clearTimeout(timer)
  if (succeeded) millis.push(Number(process.hrtime.bigint() - began) / 1e6)
}

function cpuSeconds (since) {
  const used = process.cpuUsage(since)
  return (used.user + used.system) / 1e6
}

// start(count): an array of nodes that know each other; put(node, value): a key; get(node, key): the value or null.
export async function drive ({ start, put, get }) {
  const [nodes, puts, gets] = process.argv.slice(2).map(Number)
  const all = await start(nodes)
  await sleep(SETTLE_MILLIS)
  const putMillis = []
  const getMillis = []
  const known = []
  let before = process.cpuUsage()
  for (let i = 0; i < puts; i++) {
    const owner = randomInt(nodes)
    const value = randomBytes(VALUE_BYTES)
    await timed(async () => {
      known.push({ owner, value, key: await put(all[owner], value) })
      return true
    }, putMillis)
  }
  const putCpuSeconds = cpuSeconds(before)
  before = process.cpuUsage()
  for (let i = 0; i < gets && known.length > 0; i++) {
    const { owner, value, key } = known[randomInt(known.length)]
    const reader = (owner + 1 + randomInt(nodes - 1)) % nodes
    await timed(async () => {
      const found = await get(all[reader], key)
      return found !== null && value.equals(found)
    }, getMillis)
  }
  const getCpuSeconds = cpuSeconds(before)
  const residentMebibytes = process.memoryUsage().rss / 1048576
  console.log(JSON.stringify({ putMillis, getMillis, putCpuSeconds, getCpuSeconds, residentMebibytes }))
  process.exit(0)
}
