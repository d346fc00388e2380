import type { analysis as english } from '../en/analysis.js'
import type { Words } from '../en.js'

export const analysis: Words<typeof english> = {
  analysis: {
    also: '同时计算',
    control: '速率控制度、反应级数、活化能',
    controlCost: '各成一图；耗时增加不到一半。',
    of: '针对',
    ofLabel: '所分析的速率',
    states: '稳定稳态数',
    statesCost: '从多个起点搜索每个点：慢许多倍。',
  },
  evidence: {
    title: '认证',
    all: '全部已认证',
    some: '{n} 个未认证',
    certified: '{points} 个点中 {n} 个已认证',
    uncertified: '{n} 个已求解但未认证',
    failed: '{n} 个失败',
    double: '全部点用双精度即可。',
    extended: '{n} 个点需要扩展精度。',
    extendedCost: '{n} 个点需要扩展精度，约占计算时间的 {share} %。',
    hide: '隐藏未认证的值',
    list: '失败或未认证的点',
    more: '仅列出前 {n} 个。',
    asking: '正在查看各点…',
    hideAction: '隐藏或显示未认证的值',
    showAction: '本图的认证情况',
  },
}
