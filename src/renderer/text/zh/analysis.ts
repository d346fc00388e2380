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
}
