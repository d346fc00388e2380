import { type Words } from '../en.js'
import { type scrub as english } from '../en/scrub.js'

export const scrub: Words<typeof english> = {
  scrub: {
    region: '假设',
    open: '用滑块改变 {name}',
    slider: '{name} 的值',
    low: '滑块起点',
    high: '滑块终点',
    hint: '图中显示假设的结果，颜色与会话一致。不保存任何内容。',
    coarse: '{done}/{points} 个点',
    whole: '全部 {points} 个点',
    same: '与会话相同',
    asking: '正在计算…',
    keep: '保留',
    keepHint: '用此值计算并建立新会话',
    back: '返回',
    backHint: '重新显示会话的图',
    badRange: '请输入一个较小和一个较大的数；对数滑块的两端都必须大于零。',
    noMap: '滑块改变当前显示的图：请先开始计算。',
    occupied: '扫描正在进行。完成或停止后才能使用滑块。',
    onAxis: '此参数是当前图的坐标轴。',
    otherModel: '当前图的模型没有此参数。',
  },
}
