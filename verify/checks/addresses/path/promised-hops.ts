/** The hops that the cluster file promises and the manifests do not have: red in the picture, or unproven if a chart is missing. */
import { type Finding, isSamePlace } from '../../../../lib/findings/finding';
import type { Hop } from '../../../report/report';
import type { World } from '../../../stack';

type Promised = Pick<Hop, 'from' | 'to' | 'what' | 'protocol'>;

/** @param findings those about addresses: without an error among them, nothing is called broken */
export function missingHops(world: World, hops: readonly Hop[], findings: readonly Finding[]): Hop[] {
  if (!world.isOurs) return [];
  const { installations, releases } = world;
  const isComplete = installations.every(({ place }) => releases.some((release) => isSamePlace(release.place, place)));
  const isBroken = isComplete && findings.some(({ severity }) => severity === 'error');
  return (
    promisedIn(world)
      // Spans may go through a collector.
      .filter(({ from, to, what }) => !hops.some((hop) => hop.from === from && (hop.to === to || (what === 'spans' && hop.what === what))))
      .map((hop) => ({
        ...{ ...hop, address: '', state: isBroken ? 'broken' : 'unproven' },
        why: isBroken ? 'the cluster file has it, and the manifests do not' : 'a chart is missing',
      }))
  );
}

const TO_TEMPO = { to: 'Tempo', what: 'spans', protocol: '' } as const;
const QUERIES = { from: 'Grafana', what: 'queries', protocol: 'HTTP' } as const;

function promisedIn({ declared, installations }: World): Promised[] {
  const { sampleRate, traefikSpans, linkerdReadsW3c, storage, grafana, loki, hasVulture, collector } = declared;
  // Traefik on k3s and the control plane of Linkerd are installed by others.
  const spans = { ...TO_TEMPO, ...(collector && { to: collector.name }) };
  const isHere = (chart: string) => installations.some(({ chart: { name } }) => name === chart);
  return [
    ...(sampleRate !== undefined && !traefikSpans?.collector && isHere('traefik') ? [{ ...spans, from: 'Traefik' }] : []),
    ...(linkerdReadsW3c !== undefined ? [{ ...spans, from: 'Linkerd' }] : []),
    ...(collector ? [{ ...TO_TEMPO, from: collector.name, ...(collector.sampling && { to: collector.sampling }) }] : []),
    ...(collector?.sampling ? [{ ...TO_TEMPO, from: collector.sampling }] : []),
    // What it writes must not be dropped by sampling.
    ...(hasVulture ? [{ ...(collector?.sampling ? TO_TEMPO : spans), from: 'vulture' }] : []),
    ...(storage && storage.name !== 'local' ? [{ from: 'Tempo', to: storage.title, what: 'blocks', protocol: '' }] : []),
    ...(grafana ? [{ ...QUERIES, to: 'Tempo' }] : []),
    ...(grafana && loki ? [{ ...QUERIES, to: 'Loki' }] : []),
  ];
}
