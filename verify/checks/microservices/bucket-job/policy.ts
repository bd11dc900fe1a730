/** Judges a policy of S3 as MinIO does. */
import { isMap, listAt, mapAt, textAt, textFrom } from '../../../../lib/yaml/parsed';

export interface Needed {
  readonly action: string;
  readonly resource: string;
}

/** @returns why MinIO refuses the text, or which permission it does not give; undefined if it gives all of them */
export function policyMistake(text: string, needed: readonly Needed[]): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'is not valid JSON';
  }
  if (!isMap(document)) return 'is not a policy';
  const version = textAt(document, 'Version');
  if (version !== undefined && version !== '2012-10-17') return `has Version ${version}, and MinIO knows only 2012-10-17`;
  const one = document.Statement;
  const statements = Array.isArray(one) ? one : [one];
  const strange = statements.find((statement) => !['Allow', 'Deny'].includes(textAt(statement, 'Effect') ?? ''));
  if (strange !== undefined || statements.length === 0) return 'has a statement without Effect Allow or Deny';
  const denied = needed.find((each) => statements.some((statement) => isOf(statement, 'Deny') && covers(statement, each)));
  if (denied) return `denies ${denied.action} on ${denied.resource}`;
  const lacking = needed.find((each) => !statements.some((statement) => isOf(statement, 'Allow') && covers(statement, each)));
  if (lacking) return `does not allow ${lacking.action} on ${lacking.resource}`;
  const condition = needed.length > 0 ? statements.flatMap((statement) => Object.keys(mapAt(statement, 'Condition')))[0] : undefined;
  return condition && `has the condition ${condition}, without which Tempo has no permission`;
}

const isOf = (statement: unknown, effect: string): boolean => textAt(statement, 'Effect') === effect;

/** A statement with a condition is taken to apply. */
function covers(statement: unknown, { action, resource }: Needed): boolean {
  const has = (key: string, wanted: string) => textsAt(statement, key).some((pattern) => isMatch(pattern, wanted));
  return has('Action', action) && has('Resource', resource);
}

const textsAt = (statement: unknown, key: string): string[] => {
  const single = textAt(statement, key);
  const list = listAt(statement, key);
  return list.length > 0 ? list.map(textFrom) : single === undefined ? [] : [single];
};

/** `*` is any text, `?` any character. */
const isMatch = (pattern: string, text: string): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(text);
};
