/** The addresses that move: the hops of a trace, and the ports of Services. */
import { listAt, textAt } from '../lib/yaml/parsed';
import { pairsOf } from '../verify/change/objects';
import type { ClusterReport, Hop } from '../verify/report/report';
import type { Manifest, Stack, World } from '../verify/stack';

export interface AddressChange {
  /** `Grafana sends queries to Tempo`, or `Service tempo-query-frontend in tracing`. */
  readonly subject: string;
  /** `HTTP tempo-query-frontend.tracing:3100`, or `port 3100`; undefined if it is new. */
  readonly before?: string;
  /** Undefined if it is gone. */
  readonly after?: string;
}

/**
 * The hops of a trace with another address, protocol or result; without those that one side does not know, because a chart is missing.
 * @param isOneSided whether a chart was rendered on only one side: the other side may have what only this one shows
 */
export function hopChanges(before: ClusterReport | undefined, after: ClusterReport | undefined, isOneSided: boolean): AddressChange[] {
  if (!before || !after) return [];
  const [old, now] = [textsBySubject(before.hops), textsBySubject(after.hops)];
  const unknown = new Set([...before.hops, ...after.hops].filter(({ state }) => state === 'unproven').map(subjectOf));
  const isUnknown = (subject: string) => unknown.has(subject) || (isOneSided && !(old.has(subject) && now.has(subject)));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((subject) => {
    if (isUnknown(subject)) return [];
    const [gone, added] = [missingIn(old.get(subject), now.get(subject)), missingIn(now.get(subject), old.get(subject))];
    return Array.from({ length: Math.max(gone.length, added.length) }, (_, index) => ({
      ...{ subject, before: gone[index], after: added[index] },
    }));
  });
}

const subjectOf = ({ from, to, what }: Hop): string => `${from} sends ${what} to ${to}`;

function textsBySubject(hops: readonly Hop[]): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const hop of hops) {
    const { protocol, address, state } = hop;
    const subject = subjectOf(hop);
    const text = [protocol, address, state === 'broken' ? '(broken)' : ''].filter(Boolean).join(' ');
    texts.set(subject, [...(texts.get(subject) ?? []), text]);
  }
  return texts;
}

const missingIn = (texts: readonly string[] = [], others: readonly string[] = []): string[] =>
  texts.filter((text) => !others.includes(text));

/** The ports that a Service gains or loses. */
export function portChanges(before: Stack | World, after: Stack | World): AddressChange[] {
  return pairsOf(before, after).flatMap(({ before: { object: old }, after: { object, namespace } }) => {
    if (object.kind !== 'Service') return [];
    const [gone, added] = [missingIn(portsOf(old), portsOf(object)), missingIn(portsOf(object), portsOf(old))];
    if (gone.length + added.length === 0) return [];
    const subject = `Service ${object.metadata.name} in ${namespace ?? ''}`;
    return [{ subject, before: inWords(gone), after: inWords(added) }];
  });
}

const portsOf = (service: Manifest): string[] => listAt(service, 'spec', 'ports').flatMap((port) => textAt(port, 'port') ?? []);

const inWords = (ports: readonly string[]): string | undefined =>
  ports.length === 0 ? undefined : `${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}`;
