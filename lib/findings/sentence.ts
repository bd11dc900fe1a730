/** The sentences of findings. No other file puts their parts together. */
import type { About, Finding, Place, Statement } from './finding';

/** `dist/home/tempo.k8s.yaml home-tracing-tempo`, `clusters/home.yaml:12:3` */
export const placeText = ({ file, line, column, name }: Place): string =>
  [line === undefined ? file : `${file}:${line}:${column ?? 1}`, name].filter(Boolean).join(' ');

/** What to do, as an imperative; undefined if there is nothing to do. */
export const fixText = ({ fix, each = '', alone }: Statement & Pick<About, 'alone'>): string | undefined =>
  fix && [fix.replace('{each}', () => each), alone].filter(Boolean).join('; ');

/** `Deployment tempo-querier (container querier): has no variable …; add it to querier.extraEnv` */
export function sentence(statement: Statement & About): string {
  const { subject, problem } = statement;
  const part = partOf(statement);
  const about = subject && part ? `${subject} (${part})` : (subject ?? part);
  const wayOut = fixText(statement);
  return [about && `${about}:`, wayOut ? `${problem}; ${wayOut}` : problem].filter(Boolean).join(' ');
}

/** What a message has in parentheses: the part of the subject, and the clusters. Undefined without both. */
export const partOf = ({ part, clusters }: About): string | undefined => [part, clusters].filter(Boolean).join(', ') || undefined;

/**
 * A finding as one line without its severity: the place, what is wrong, what to do. A key of a cluster file is part of the place, and so
 * is a part without a subject: `dist/fleet.k8s.yaml (also in b)`.
 */
export function lineOf(finding: Finding): string {
  const { place, subject } = finding;
  const part = partOf(finding);
  if (subject === undefined && part !== undefined)
    return `${placeText(place)} (${part}): ${sentence({ ...finding, part: undefined, clusters: undefined })}`;
  return `${placeText(place)}${place.line !== undefined && subject ? ' ' : ': '}${sentence(finding)}`;
}

/** The prefix of a finding's line; empty for an error. */
export function severityLabel({ severity, accepted }: Finding): string {
  if (accepted !== undefined) return `accepted ${severity}: `;
  return severity === 'error' ? '' : `${severity}: `;
}

/** ` (accepted: the reason)`, the suffix of a finding's line; empty if it is not accepted. */
export const reasonOf = ({ accepted }: Finding): string => (accepted === undefined ? '' : ` (accepted: ${accepted})`);

/** ` [addresses/no-such-port]`, the name that `accept:` needs, as a suffix; empty if it is accepted, cannot be, or if the fix says it. */
export const ruleSuffix = ({ rule, isFinal, accepted, fix }: Finding): string =>
  isFinal || accepted !== undefined || fix?.includes(rule) ? '' : ` [${rule}]`;

/** A finding as a terminal shows it: one line, and below it the commands of its fix. */
export const linesOf = (finding: Finding): string[] => [
  severityLabel(finding) + lineOf(finding) + reasonOf(finding) + ruleSuffix(finding),
  ...commandLines(finding),
];

/** The sentence of a finding, and below it the commands of its fix. */
export const fullText = (finding: Finding): string => [sentence(finding), ...commandLines(finding)].join('\n');

/** The commands of a fix, indented. */
export const commandLines = ({ commands = [] }: Statement): string[] => commands.map((command) => `    ${command}`);
