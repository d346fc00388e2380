import {
  derivativeExpression,
  jacobianProgram,
  linearCombination,
  rateExpression,
  type Spelling,
} from '../kinetics/expressions.js'
import { type Network } from '../kinetics/network.js'
import { eliminationProgram } from './sparse-elimination.js'
import { CTL, DIP, GROW, type Integrate, PAUSE, RODAS4, SAFETY, SHRINK } from './rodas4.js'

/**
 * Generates RODAS4 for one network with every loop unrolled and every number in a local variable: no
 * array access, no call and no allocation inside a step, and the zeros of the Jacobian cost nothing.
 * The same steps as `makeLoopIntegrator` up to rounding.
 */
export function makeUnrolledIntegrator(network: Network): Integrate {
  return new Function('y', 'K', 'ctl', `"use strict";\n${unrolledSource(network)}`) as Integrate
}

function unrolledSource(network: Network): string {
  const { n, m } = network
  const { a, c, gamma, stages } = RODAS4
  const each = <T>(count: number, make: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i))
  const lines = (count: number, make: (i: number) => string): string => each(count, make).join('\n')
  const spell = (prefix: string): Spelling => ({ y: i => `${prefix}${i}`, K: j => `k${j}` })

  const derivative = (point: string, into: string): string => {
    const spelling = spell(point)
    const forward = (j: number): string => rateExpression(`k${j}`, network.reactants[j]!, spelling)
    const reverse = (j: number): string => rateExpression(`k${m + j}`, network.products[j]!, spelling)
    return `${lines(m, j => `const q${j}=${forward(j)}-${reverse(j)};`)}
${lines(n, i => `${into}${i}=${derivativeExpression(network, i, j => `q${j}`)};`)}`
  }
  const jacobian = jacobianProgram(network, spell('y'))
  const elimination = eliminationProgram(n, (i, j) => jacobian.entries.has(`${i},${j}`))

  const stage = (s: number): string => {
    const sum = (weights: readonly number[], i: number): string =>
      linearCombination(weights.map((w, j) => [w, `u${j}_${i}`] as const))
    const start =
      s === stages - 1 ? (i: number) => `v${i}+u${s - 1}_${i}` : (i: number) => `y${i}+${sum(a[s]!, i)}`
    const right =
      s === 0
        ? lines(n, i => `const b${i}=f${i};`)
        : `${lines(n, i => `v${i}=${start(i)};`)}
${lines(n, i => `let b${i}=0;`)}
${derivative('v', 'b')}
${lines(n, i => `b${i}+=(${sum(c[s]!, i)})*g;`)}`
    return `{${right}\n${elimination.solve(
      i => `b${i}`,
      i => `u${s}_${i}`,
    )}}`
  }

  return `const rtol=ctl[${CTL.rtol}],atol=ctl[${CTL.atol}],calm=ctl[${CTL.calm}],minStep=ctl[${CTL.minStep}],tEnd=ctl[${CTL.tEnd}];
let t=ctl[${CTL.t}],h=ctl[${CTL.h}],left=ctl[${CTL.budget}],accepted=0,rejected=0,reason=${PAUSE.budget},hMax=ctl[${CTL.hMax}],dip=ctl[${CTL.dip}];
${lines(2 * m, j => `const k${j}=K[${j}];`)}
${lines(n, i => `let y${i}=y[${i}],v${i}=0,f${i}=0;`)}
${each(stages, s => lines(n, i => `let u${s}_${i}=0;`)).join('\n')}
step: while(left>0){
{${derivative('y', 'f')}}
${jacobian.statements.join('\n')}
${[...jacobian.entries].map(([key, value]) => `const j${key.replace(',', '_')}=${value};`).join('\n')}
for(;;){
if(left--<=0)break step;
const g=1/h,dia=${1 / gamma}*g;
${elimination.factor(
  (i, j) => (i === j ? 'dia' : ''),
  (i, j) => (jacobian.entries.has(`${i},${j}`) ? `j${i}_${j}` : ''),
)}
${each(stages, stage).join('\n')}
let error=0,change=0;
${lines(
  n,
  i => `{const w=v${i}+u${stages - 1}_${i},aw=Math.abs(w),e=Math.abs(u${stages - 1}_${i})/(atol+rtol*Math.max(Math.abs(y${i}),aw));
if(!(e<=error))error=e;change=Math.max(change,Math.abs(w-y${i})/(aw+10*atol));v${i}=w;}`,
)}
const factor=error>0?${SAFETY}/Math.sqrt(Math.sqrt(error)):error===0?${GROW}:${SHRINK};
if(!(error<=1)){
rejected++;
h*=Math.max(${SHRINK},factor);
if(h>t*${Number.EPSILON}&&h>1e-290)continue;
reason=${PAUSE.stuck};break step;
}
${lines(n, i => `y${i}=v${i};`)}
t+=h;accepted++;
if(h>hMax)hMax=h;else if(h<${DIP}*hMax)dip=1;
const isCalm=change<calm&&h>=minStep;
h*=Math.min(${GROW},Math.max(${SHRINK},factor));
if(t>=tEnd){reason=${PAUSE.end};break step;}
if(isCalm){reason=${PAUSE.calm};break step;}
break;
}
}
${lines(n, i => `y[${i}]=y${i};`)}
ctl[${CTL.t}]=t;ctl[${CTL.h}]=h;ctl[${CTL.hMax}]=hMax;ctl[${CTL.dip}]=dip;ctl[${CTL.accepted}]+=accepted;ctl[${CTL.rejected}]+=rejected;
return reason;`
}
