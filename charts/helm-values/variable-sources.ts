/** Environment variables in the user's Helm values, whose items are merged by name, also across files. */
import type { Findings } from '../../lib/cluster-file/findings';
import { isMap, type Path } from '../../lib/yaml/parsed';
import { CLUSTER_RULES } from '../rules';

/** Lists of variables: `env`, `extraEnv`, `extraEnvVars`, `extraEnvs`. */
const VARIABLES = /env(s|vars)?$/i;

/** Whether a path leads to the name of a variable of the chart's own containers. Sidecars and init containers are in lists themselves. */
export const isNameOfVariable = (path: Path): boolean =>
  path.at(-1) === 'name' && VARIABLES.test(String(path.at(-3))) && path.filter((step) => typeof step === 'number').length === 1;

/** Reports each variable with a value and a source, which the API server refuses, at the place in the cluster file if one of them is there. */
export function checkVariableSources(values: unknown, key: Path, findings: Findings): void {
  if (!isMap(values)) return;
  for (const [name, value] of Object.entries(values)) {
    const path = [...key, name];
    if (!Array.isArray(value)) checkVariableSources(value, path, findings);
    else if (VARIABLES.test(name)) for (const [index, item] of value.entries()) checkVariable(item, [...path, index], findings);
  }
}

function checkVariable(variable: unknown, path: Path, findings: Findings): void {
  if (!isMap(variable) || typeof variable.name !== 'string' || !isMap(variable.valueFrom)) return;
  if (typeof variable.value !== 'string' || variable.value === '') return;
  const fileOf = (key: string) => findings.placeOf([...path, key]).file;
  const isOwn = (key: string) => fileOf(key) === findings.file;
  const [told, other] = isOwn('value') && !isOwn('valueFrom') ? ['value', 'valueFrom'] : ['valueFrom', 'value'];
  const problem = `the API server refuses it beside ${findings.where([...path, other])} of the same variable ${variable.name}`;
  // A null in the place of that of a base depends on what reads it.
  const fix =
    fileOf(told) === fileOf(other)
      ? 'remove one of the two'
      : `remove it, or move that one from ${fileOf(other)} to the clusters that use it`;
  findings.errorAtKey([...path, told], CLUSTER_RULES.says('variable-source', problem, fix));
}
