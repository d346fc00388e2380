import type { OwnerSentence } from '../owner-text.js'

/** What the linter says of a model that can be read but may not be what was meant. */
export const lintSentences: readonly OwnerSentence[] = [
  ['The barrier of {value} eV is below zero.', '能垒 {value} eV 小于零。'],
  [
    'Use 0 for a step without a barrier; look at the sign and at which state is the initial one.',
    '无能垒的步骤请写 0；请检查正负号以及哪个是初态。',
  ],
  [
    'The barrier of {value} eV is above {high} eV: this step never happens.',
    '能垒 {value} eV 高于 {high} eV：此步骤不会发生。',
  ],
  [
    'Look at the unit: 1 eV is 96.5 kJ/mol or 23.1 kcal/mol.',
    '请检查单位：1 eV 等于 96.5 kJ/mol 或 23.1 kcal/mol。',
  ],
  [
    'The barrier of "{label}" is {barrier} eV, less than its reaction {kind} of {change} eV: the way back has a barrier below zero.',
    '“{label}”的能垒为 {barrier} eV，小于其反应{kind} {change} eV：逆向能垒小于零。',
  ],
  ['free energy', '自由能'],
  ['energy', '能'],
  [
    'Raise the barrier to {change} eV or more, or correct the reaction energy.',
    '请将能垒提高到 {change} eV 或更高，或更正反应能。',
  ],
  [
    'The steps {names} lead back to where they began, but their free energies at {T} K add up to {mismatch} eV, not to 0.',
    '步骤 {names} 构成循环，但其自由能在 {T} K 下之和为 {mismatch} eV，而不是 0。',
  ],
  [
    'Correct the reverse constant of one of them, or give all of them by energies of species.',
    '请更正其中一步的逆向常数，或全部由物种能量给出。',
  ],
  [
    'The reverse constant of "{label}" belongs to a reaction free energy of {own} eV, but the energies of its species give {expected} eV at {T} K; it is {ratio} times what they say.',
    '“{label}”的逆向常数对应的反应自由能为 {own} eV，而由物种能量得到的值在 {T} K 下为 {expected} eV；它是后者的 {ratio} 倍。',
  ],
  [
    'Take the constant to the reference pressure of the model, or write "reverse: energies".',
    '请将常数换算到模型的参考压力，或写“reverse: energies”。',
  ],
  [
    'Write "reverse: energies", or correct the constant or the energies.',
    '请写“reverse: energies”，或更正该常数或能量。',
  ],
  ['It is a factor of {words}.', '两者相差的倍数为 {words}。'],
  ['the square of {words}', '下述倍数的平方：{words}'],
  [
    '1e5: a pressure counts in Pa at one place and in bar at another',
    '1e5：压力在一处按 Pa 计，在另一处按 bar 计',
  ],
  [
    '101325: a pressure counts in Pa at one place and in atm at another',
    '101325：压力在一处按 Pa 计，在另一处按 atm 计',
  ],
  [
    'The interaction of {own} with {other} has no effect: {reason}.',
    '{own} 与 {other} 的相互作用没有影响：{reason}。',
  ],
  ['no step makes or takes {own}', '没有步骤生成或消耗 {own}'],
  ['there is never any {other}', '{other} 始终不存在'],
  ['Remove it, or add the step that is missing.', '请将其删除，或补上缺少的步骤。'],
  ['The pressures add up to {total} bar, most of it {gas}.', '各压力之和为 {total} bar，其中主要是 {gas}。'],
  ['Look at the unit: is it Pa that was meant, not bar?', '请检查单位：是否应为 Pa 而不是 bar？'],
  [
    'Steps consume {gas} and none makes it, but its pressure is 0: they cannot run forward.',
    '有步骤消耗 {gas} 而没有步骤生成它，但其压力为 0：这些步骤无法正向进行。',
  ],
  ['Give it a pressure, or make the pressure an axis of the map.', '请给出压力，或将其压力设为坐标轴。'],
  [
    'At p⁰ = {p} Pa "{label}" runs with {k} 1/s, but about {limit} molecules of {gas} hit a site in a second.',
    '在 p⁰ = {p} Pa 下，“{label}”的速率为 {k} 1/s，但每秒只有约 {limit} 个 {gas} 分子碰撞一个位点。',
  ],
  [
    'Look for which pressure the constant is meant: the rate is k times p/p⁰.',
    '请核对该常数对应的压力：速率为 k 乘以 p/p⁰。',
  ],
  [
    'The pre-exponential factor is {value} 1/s; usual are {least} to {most}.',
    '指前因子为 {value} 1/s；通常在 {least} 到 {most} 之间。',
  ],
  [
    'Look whether it is per site and second, not per area, and whether a logarithm was meant.',
    '请检查它是否以每位点每秒计而不是以每面积计，以及是否误写为对数值。',
  ],
  [
    'The sticking coefficient is {value}: more molecules stick than hit the surface.',
    '粘附系数为 {value}：粘附的分子多于碰撞表面的分子。',
  ],
  ['With motz_wise the rate constant is not even positive.', '使用 motz_wise 时速率常数甚至不为正。'],
  ['Use 1 or less; a percentage carries its sign: 20 %.', '请使用不大于 1 的值；百分数须带百分号：20 %。'],
  [
    '"{label}" never runs: no start and no step that runs gives {names}.',
    '“{label}”不会进行：没有初始状态或可进行的步骤给出 {names}。',
  ],
  [
    'Add the step that makes it, a start or a pressure that has it, or remove this step.',
    '请添加生成它的步骤、含有它的初始状态或压力，或删除此步骤。',
  ],
  [
    'The table of {name} is taken to be at {p} Pa, but the reference pressure of the model is {reference} Pa.',
    '{name} 的热化学表按 {p} Pa 计，但模型的参考压力为 {reference} Pa。',
  ],
  [
    'Write at which pressure the table is: "reference_pressure: 1 bar" (or 1 atm) beside its ranges.',
    '请写明该表对应的压力：在其温度范围旁写“reference_pressure: 1 bar”（或 1 atm）。',
  ],
  [
    'At {T} K, which this model asks for, the table of {name} says nothing: it goes from {least} to {most} K.',
    '模型需要 {T} K 处的值，但 {name} 的热化学表只覆盖 {least} 到 {most} K。',
  ],
  ['Change the temperature, or add a range to the table.', '请更改温度，或为该表增加温度范围。'],
]
