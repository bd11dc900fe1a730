/** Checks the annotations of an Ingress that Traefik reads. With one that it cannot read, it leaves out the whole Ingress. */
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import { mapAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Placed, World } from '../../../stack';
import { aboutObject } from '../../../world/kubernetes';
import { isOfDemo } from '../emojivoto';
import { ADDRESSES_RULES } from '../rules';

const PREFIX = 'traefik.ingress.kubernetes.io/router.';

/** RouterIng of Traefik 2 and 3, without regard to case (pkg/provider/kubernetes/ingress/annotations.go). */
const FIELDS = ['pathmatcher', 'entrypoints', 'middlewares', 'priority', 'rulesyntax', 'tls', 'observability'];

const MATCHERS = ['Path', 'PathPrefix', 'PathRegexp'];

/** @param ingresses those of Traefik */
export const checkIngressAnnotations = (ingresses: readonly Placed[], world: World): Finding[] =>
  ingresses.flatMap(({ object, place }) => {
    const annotations = Object.entries(mapAt(object, 'metadata', 'annotations')).flatMap(([name, value]): [string, string][] =>
      name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), textFrom(value)]] : [],
    );
    return [
      ...annotations.flatMap(([name, value]) => [...unknown(name), ...unread(name.toLowerCase(), value)]),
      ...(isOfDemo(object, world) ? onlyTls(annotations) : []),
    ].map((statement) => error(place, statement, aboutObject(object)));
  });

const says = (problem: string, fix: string): Statement[] => [ADDRESSES_RULES.says('router-annotation', problem, fix)];

/** Newer fields than these may exist, so only what is similar to one is a mistake. */
function unknown(name: string): Statement[] {
  const field = name.split('.')[0] ?? '';
  const meant = FIELDS.includes(field.toLowerCase()) ? undefined : nearest(field.toLowerCase(), FIELDS);
  if (meant === undefined) return [];
  return says(`annotation ${PREFIX}${name} is unknown to Traefik, which leaves out the Ingress`, `use ${PREFIX}${meant}`);
}

function unread(name: string, value: string): Statement[] {
  const problem = `annotation ${PREFIX}${name} is ${value || 'empty'}, with which Traefik leaves out the Ingress`;
  if (name === 'priority' && !/^-?\d+$/.test(value)) return says(problem, 'use a number');
  if (name === 'pathmatcher' && !MATCHERS.includes(value)) return says(problem, `use ${MATCHERS.join(', ')}`);
  return [];
}

/** The cluster file has no key for TLS of the demo. */
function onlyTls(annotations: readonly [string, string][]): Statement[] {
  const [found] = annotations.find(([name, value]) => /^tls(\.|$)/i.test(name) && value !== 'false') ?? [];
  return found === undefined ? [] : says(`annotation ${PREFIX}${found} makes Traefik serve it by TLS only`, 'remove it');
}
