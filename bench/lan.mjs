import { benchArticle } from './lan/article.mjs'
import { benchMany } from './lan/many.mjs'
import { benchOverhead } from './lan/overhead.mjs'
import { benchOwnerCpu } from './lan/owner-cpu.mjs'

/** Other computers, on loopback: what a peer costs, what an owner costs, many peers, and an unequal pair. */
export async function benchLan(setting) {
  return {
    overhead: await benchOverhead(setting),
    ownerCpu: await benchOwnerCpu(setting),
    many: await benchMany(setting),
    article: await benchArticle(setting),
  }
}
