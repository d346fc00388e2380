import type { general as english } from '../en/general.js'
import type { Words } from '../en.js'

export const general: Words<typeof english> = {
  app: { name: 'Isobar', tag: 'zh-CN' },
  menu: {
    file: '会话',
    new: '新建设置',
    open: '打开会话…',
    saveAs: '另存为…',
    exportCsv: '导出为 CSV…',
    exportJson: '导出为 JSON…',
    look: '外观、语言和偏好设置',
    appearance: '外观',
    language: '语言',
    system: '跟随系统',
    light: '浅色',
    dark: '深色',
    views: '视图',
  },
  link: {
    connecting: '正在连接…',
    lost: '与 Isobar 的连接已断开，正在重试；计算仍在继续。',
  },
  kinds: {
    pressure: '压力',
    temperature: '温度',
    energy: '能量',
    rate: '速率常数',
    other: '其他',
  },
  groups: {
    'turnover frequency': '转换频率 (TOF)',
    coverage: '覆盖度',
    rate: '净速率',
    'one-way rate': '单向速率',
    certificate: '认证',
    'steady states': '稳态',
  },
  outputs: {
    flux_balance: '通量平衡',
    newton_step: '牛顿步长',
    site_balance: '位点守恒',
    error_bound: '误差界',
    relaxation_time: '弛豫时间',
    integrated_time: '积分时间',
    precision: '精度',
    steps: '步数',
  },
  status: {
    0: '未计算',
    1: '已认证',
    2: '已求解，未认证',
    100: '未收敛',
    101: '振荡：无稳定稳态',
    102: '条件不可用',
    103: '导致工作进程崩溃',
  },
  trouble: {
    resume: '继续',
    dismiss: '关闭',
    unexpected: '发生了意外错误',
  },
}
