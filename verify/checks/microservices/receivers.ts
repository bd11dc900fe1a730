/** What the distributor of Tempo receives: receivers that it has, at addresses that others reach. */
import compare from 'semver/functions/compare';
import { RECEIVERS } from '../../../charts/tempo/receivers';
import { lacksOpencensus } from '../../../charts/tempo/releases';
import { nearest } from '../../../lib/findings/nearest';
import { isMap, mapAt } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import type { Verdict } from '../../verdict';
import { type Pod, titleOf } from '../../world/kubernetes';
import { receiversOf, type Tempo, versionOfImage } from '../../world/tempo';

const wrong = (pod: Pod, text: string): Verdict => ({
  severity: 'error',
  check: 'microservices',
  place: pod.placed.place,
  text: `${titleOf(pod.placed.object)}: ${text}`,
});

/** The receivers that Tempo knows, and the protocols of each; a name may go on after a slash. */
const PROTOCOLS = new Map<string, string[]>([['kafka', []]]);
for (const {
  configuration: [name, protocol],
} of Object.values(RECEIVERS))
  PROTOCOLS.set(name, [...(PROTOCOLS.get(name) ?? []), ...(protocol ? [protocol] : [])]);

/** Names that no receiver has: the distributor reads them strictly. */
function strangersIn(receivers: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(receivers).flatMap(([name, settings]) => {
    const path = `distributor.receivers.${name}`;
    const known = PROTOCOLS.get(name.split('/')[0] ?? '');
    if (!known) return [`${path} is no receiver of Tempo; write ${nearest(name, PROTOCOLS.keys()) ?? [...PROTOCOLS.keys()].join(', ')}`];
    const fields = known.length > 0 ? ['protocols'] : [];
    const misspelt = (parent: string, value: unknown, names: readonly string[]) =>
      (isMap(value) ? Object.keys(value) : []).flatMap((key) => {
        const meant = names.includes(key) ? undefined : nearest(key, names);
        return meant ? [`${parent}.${key} is no field of it; write ${meant}`] : [];
      });
    const protocols = mapAt(settings, 'protocols');
    return [
      ...misspelt(path, settings, [...fields, ...(known.length === 0 ? ['endpoint'] : [])]),
      ...misspelt(`${path}.protocols`, protocols, known),
      ...Object.entries(protocols).flatMap(([protocol, value]) => misspelt(`${path}.protocols.${protocol}`, value, ['endpoint'])),
    ];
  });
}

/** A receiver that the Tempo of the image no longer has keeps its distributor from starting. */
export function checkReceivers(tempo: Tempo, { declared }: World): Verdict[] {
  const distributor =
    tempo.readers.find(
      ({ container, pod }) => container.args.includes('-target=distributor') || /distributor/.test(pod.placed.object.metadata.name),
    ) ?? tempo.readers[0];
  if (!distributor) return [];
  const { pod, container } = distributor;
  const verdicts: Verdict[] = [];
  const version = versionOfImage(container.image);
  const receivers = receiversOf(tempo);
  verdicts.push(...strangersIn(mapAt(tempo.config, 'distributor', 'receivers')).map((text) => wrong(pod, `does not start: ${text}`)));
  if (version && lacksOpencensus(version) && receivers.some(({ receiver }) => receiver === 'opencensus')) {
    verdicts.push(
      wrong(
        pod,
        `does not start: its configuration lists the receiver opencensus, which Tempo ${version} no longer has; switch traces.opencensus off, or pin a chart with an older Tempo`,
      ),
    );
  }
  if (receivers.length === 0) {
    verdicts.push(wrong(pod, 'has no receiver, so that no span reaches it; switch one on under traces'));
  }
  // From 2.7.0 on a receiver without an endpoint listens on localhost (grafana/tempo#4465).
  const isLocal = version !== undefined && compare(version, '2.7.0') >= 0;
  // A chart may list one that nobody asked for.
  const asked = receivers.filter(({ receiver, host }) => host !== '' || declared.receivers.includes(receiver));
  for (const { receiver, host, port } of asked)
    if (/^(localhost|127\.0\.0\.1|\[::1\])$/.test(host) || (host === '' && isLocal))
      verdicts.push(
        wrong(
          pod,
          `listens for ${receiver} on ${host || 'localhost'} only, where nobody else reaches it; write 0.0.0.0${host ? '' : `:${port}`} in its endpoint`,
        ),
      );
  return verdicts;
}
