/** Checks the fields of Tempo's configuration and of its overrides file. Tempo reads both strictly. */
import { fieldsOf, newestWithFields, type TempoFields } from '../../../charts/tempo/config-fields/fields';
import type { ConfigMistake } from '../../../charts/tempo/config-fields/mistake';
import { mistakesIn } from '../../../charts/tempo/config-fields/mistakes';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { firstLine, loadYaml } from '../../../lib/helm/yaml';
import type { World } from '../../stack';
import { aboutObject, titleOf } from '../../world/kubernetes';
import type { MountedFile } from '../../world/mounted-file';
import { type RunningTempo, tempoVersionOf } from '../../world/tempo';
import { tenantLimitsFile } from '../../world/tenant-limits';
import { nameOfPath } from '../../world/value-path';
import { repeatedLevel, tenantsPlace } from './misplaced-limits';
import { CONFIGURATION_RULES } from './rules';

interface FieldsJudgement {
  readonly findings: readonly Finding[];
  readonly judged: number;
  readonly notProven: readonly string[];
}

/** A file, and its type in the table of fields. */
interface ConfigFile {
  readonly file: MountedFile;
  readonly type: keyof TempoFields;
}

export function checkFields(tempo: RunningTempo, world: World): FieldsJudgement {
  const limits = tenantLimitsFile(tempo, world);
  const files: ConfigFile[] = [{ file: tempo, type: 'config' }, ...(limits ? [{ file: limits, type: 'overrides' } as const] : [])];
  const versions = [...new Set(tempo.readers.filter(({ pod }) => pod.placed.object.kind !== 'Job').map(tempoVersionOf))];
  const known = versions.filter((version) => version !== undefined && fieldsOf(version) !== undefined) as string[];
  const unknown = versions.filter((version) => version === undefined || fieldsOf(version) === undefined);
  return {
    findings: files.flatMap((file) => inFile(file, known)),
    judged: known.length > 0 ? files.length : 0,
    notProven: unknown.map((version) => `fields of ${titleOf(tempo.placed.object)}: ${whyUnknown(version)}`),
  };
}

const whyUnknown = (version: string | undefined): string =>
  version === undefined
    ? 'the version of Tempo is not in its image'
    : `those of Tempo ${version} are not known, only up to ${newestWithFields}`;

function inFile({ file, type }: ConfigFile, versions: readonly string[]): Finding[] {
  const about = { ...aboutObject(file.placed.object), part: file.key };
  const found = new Map<string, Finding>();
  // Processes of several versions may have the same mistake.
  for (const version of versions)
    for (const statement of statementsOf(file.text, type, version))
      if (!found.has(statement.id)) found.set(statement.id, error(file.placed.place, statement.statement, about));
  return [...found.values()];
}

interface Identified {
  readonly id: string;
  readonly statement: Statement;
}

function statementsOf(text: string, file: keyof TempoFields, version: string): Identified[] {
  const fields = fieldsOf(version) ?? { config: '?', overrides: '?' };
  const yaml = parsed(text);
  if ('reason' in yaml)
    return [{ id: 'yaml', statement: CONFIGURATION_RULES.says('not-yaml', `is not valid YAML: ${yaml.reason}`, FIX_YAML) }];
  return mistakesIn(yaml.value, fields[file]).map((mistake) => {
    const { path, kind, meant, value } = mistake;
    const repeated = kind === 'unknown' ? repeatedLevel(path, yaml.value, fields[file]) : undefined;
    const tenants = kind === 'unknown' && meant === undefined && file === 'config' ? tenantsPlace(path, value, fields) : undefined;
    return { id: nameOfPath(repeated?.path ?? path), statement: statementOf(mistake, version, repeated?.fix ?? tenants) };
  });
}

const FIX_YAML = 'correct the text, with each key once';

/** Variables are not expanded. The text must be YAML with another text in their place. */
function parsed(text: string): { readonly value: unknown } | { readonly reason: string } {
  for (const candidate of [text, text.replace(/\$\{[^}]*\}/g, 'x')])
    try {
      return { value: loadYaml(candidate) };
    } catch (thrown) {
      if (candidate !== text || !text.includes('${')) return { reason: firstLine(thrown) };
    }
  return { value: null };
}

/** @param place what to do about an unknown field that belongs elsewhere */
function statementOf({ kind, path, meant, wanted, value }: ConfigMistake, version: string, place?: string): Statement {
  const name = nameOfPath(path) || 'the whole file';
  const start = `and no process of Tempo ${version} starts with it`;
  if (kind === 'mixed') {
    const problem = `${name} is of another format of the overrides than ${wanted}, and no process of Tempo ${version} starts with both`;
    return CONFIGURATION_RULES.says('mixed-overrides', problem, 'use one format for all');
  }
  if (kind === 'type') return CONFIGURATION_RULES.says('wrong-type', `${name} is ${shown(value)}, ${start}`, `use ${wanted}`);
  const fix = place ?? (meant === undefined ? 'remove it' : `did you mean ${meant}?`);
  return CONFIGURATION_RULES.says('unknown-field', `${name} is an unknown field, ${start}`, fix);
}

/** A value in a message: never a long one, and never one with a line break. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = typeof value === 'string' ? `the text ${value || '(empty)'}` : String(value);
  return text.length > 60 || text.includes('\n') ? 'text' : text;
}
