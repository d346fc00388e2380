import { dependentSpecies } from '../kinetics/conservation.js'
import {
  derivativeExpression,
  jacobianProgram,
  linearCombination,
  modifierStatements,
  rateExpression,
  type Spelling,
} from '../kinetics/expressions.js'
import { compiled } from '../kinetics/compiled.js'
import { constantsOf, type Network } from '../kinetics/network.js'
import { CTL, DIP, GROW, type Integrate, PAUSE, RODAS5P, SAFETY, SHRINK } from './rodas5p.js'
import { eliminationProgram } from './sparse-elimination.js'

/**
 * Generates RODAS5P for one network with every loop unrolled and every number in a local variable: no
 * array access, no call and no allocation inside a step, and the zeros of the Jacobian cost nothing.
 *
 * Conserved totals are solved for one species each (the free sites), which leaves n − laws unknowns. The
 * dependent coverages therefore carry an absolute rounding error of about 1e-16, far below any sensible
 * absolute tolerance; the steady state itself is found without this shortcut.
 */
export function makeUnrolledIntegrator(network: Network): Integrate {
  return compiled('y,K,ctl', unrolledSource(network))
}

const each = (items: readonly number[], make: (i: number) => string): string => items.map(make).join('\n')
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

function unrolledSource(network: Network): string {
  const { n, m, laws } = network
  const { a, c, gamma, stages, chained } = RODAS5P
  const dependents = dependentSpecies(laws)
  const free = upTo(n).filter(i => !dependents.some(({ species }) => species === i))
  const all = upTo(n)

  const spell = (prefix: string): Spelling => ({ y: i => `${prefix}${i}`, K: j => `k${j}` })
  /** Dependent coverages at the point spelt `prefix`, as statements. */
  const close = (prefix: string): string =>
    dependents
      .map(({ species, coefficients }, d) => {
        const rest = linearCombination(free.map(i => [-coefficients[i]!, `${prefix}${i}`] as const))
        return `${prefix}${species}=T${d}${rest === '0' ? '' : `+${rest}`};`
      })
      .join('\n')
  const derivative = (point: string, into: string, before: (i: number) => string = () => ''): string => {
    const spelling = spell(point)
    const forward = (j: number): string => rateExpression(network, j, spelling)
    const reverse = (j: number): string => rateExpression(network, m + j, spelling)
    return `${modifierStatements(network, spelling).join('\n')}
${each(upTo(m), j => `const q${j}=${forward(j)}-${reverse(j)};`)}
${each(free, i => `${into}${i}=${before(i)}${derivativeExpression(network, i, j => `q${j}`)};`)}`
  }

  const jacobian = jacobianProgram(network, spell('y'))
  const reduced = new Map<string, string>()
  for (const [row, i] of free.entries())
    for (const [column, j] of free.entries()) {
      const terms: (readonly [number, string])[] = []
      const direct = jacobian.entries.get(`${i},${j}`)
      if (direct !== undefined) terms.push([1, `(${direct})`])
      for (const { species, coefficients } of dependents) {
        const through = jacobian.entries.get(`${i},${species}`)
        if (through !== undefined && coefficients[j] !== 0) terms.push([-coefficients[j]!, `(${through})`])
      }
      if (terms.length > 0) reduced.set(`${row},${column}`, linearCombination(terms))
    }
  const elimination = eliminationProgram(free.length, (i, j) => reduced.has(`${i},${j}`))

  const stage = (s: number): string => {
    const sum = (weights: readonly number[], i: number): string =>
      linearCombination(weights.map((w, j) => [w, `u${j}_${i}`] as const))
    const start = (i: number): string => (s >= chained ? `v${i}+u${s - 1}_${i}` : `y${i}+${sum(a[s]!, i)}`)
    const right =
      s === 0
        ? each(free, i => `const b${i}=f${i};`)
        : `${each(free, i => `v${i}=${start(i)};`)}
${close('v')}
${derivative('v', 'const b', i => `(${sum(c[s]!, i)})*g+`)}`
    return `{${right}\n${elimination.solve(
      r => `b${free[r]}`,
      r => `u${s}_${free[r]}`,
    )}}`
  }

  return `const rtol=ctl[${CTL.rtol}],atol=ctl[${CTL.atol}],calm=ctl[${CTL.calm}],minStep=ctl[${CTL.minStep}],tEnd=ctl[${CTL.tEnd}];
let t=ctl[${CTL.t}],h=ctl[${CTL.h}],g=1/h,left=ctl[${CTL.budget}],hMax=ctl[${CTL.hMax}],dip=ctl[${CTL.dip}];
let accepted=0,rejected=0,reason=${PAUSE.budget};
${each(upTo(constantsOf(network)), j => `const k${j}=K[${j}];`)}
${each(all, i => `let y${i}=y[${i}],v${i}=0;`)}
${dependents
  .map(({ species, coefficients }, d) => {
    const sum = linearCombination(free.map(i => [coefficients[i]!, `y${i}`] as const))
    return `const T${d}=y${species}+${sum};`
  })
  .join('\n')}
${each(free, i => `let f${i}=0;`)}
${each(upTo(stages), s => each(free, i => `let u${s}_${i}=0;`))}
step: while(left>0){
{${derivative('y', 'f')}}
${jacobian.statements.join('\n')}
${[...reduced].map(([key, value]) => `const j${key.replace(',', '_')}=${value};`).join('\n')}
for(;;){
if(left--<=0)break step;
const dia=${1 / gamma}*g;
${elimination.factor(
  (i, j) => (i === j ? 'dia' : ''),
  (i, j) => (reduced.has(`${i},${j}`) ? `j${i}_${j}` : ''),
)}
${upTo(stages).map(stage).join('\n')}
let error=0;
${each(free, i => `v${i}+=u${stages - 1}_${i};`)}
${close('v')}
${each(free, i => `{const e=Math.abs(u${stages - 1}_${i})/(atol+rtol*Math.max(Math.abs(y${i}),Math.abs(v${i})));error+=e*e;}`)}
error=Math.sqrt(error/${free.length});
const slower=Math.sqrt(Math.sqrt(error))*${1 / SAFETY};
if(!(error<=1)){
rejected++;
g*=slower<${1 / SHRINK}?slower:${1 / SHRINK};h=1/g;
if(h>t*${Number.EPSILON}&&h>1e-290)continue;
reason=${PAUSE.stuck};break step;
}
const isCalm=h>=minStep${all.map(i => `&&Math.abs(v${i}-y${i})<calm*(Math.abs(v${i})+10*atol)`).join('')};
${each(all, i => `y${i}=v${i};`)}
t+=h;accepted++;
if(h>hMax)hMax=h;else if(h<${DIP}*hMax)dip=1;
g*=Math.max(${1 / GROW},slower);h=1/g;
if(t>=tEnd){reason=${PAUSE.end};break step;}
if(isCalm){reason=${PAUSE.calm};break step;}
break;
}
}
${each(all, i => `y[${i}]=y${i};`)}
ctl[${CTL.t}]=t;ctl[${CTL.h}]=h;ctl[${CTL.hMax}]=hMax;ctl[${CTL.dip}]=dip;ctl[${CTL.accepted}]+=accepted;ctl[${CTL.rejected}]+=rejected;
return reason;`
}
