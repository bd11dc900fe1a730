/** Checks that images are pinned, pods are where they belong and no credential is in plain text, and notes missing requests and probes. */
import { isSamePlace } from '../../../lib/findings/finding';
import type { World } from '../../stack';
import type { Pod } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import type { RunningTempo } from '../../world/tempo';
import type { Check } from '../check';
import { configuredCredentials, plainSecrets, plainVariables } from './credentials';
import { missingMetadata } from './metadata';
import { foreignImages } from './mirrors';
import { podSecurity } from './pod-security/pod-security';
import { images, omissions } from './pods';
import { HYGIENE_RULES } from './rules';
import { misplacedPods } from './scheduling';

export const hygiene: Check = {
  rules: HYGIENE_RULES,
  run: ({ world, lookup, tempos }) => {
    const ofTempo = lookup.pods.filter((pod) => isOfTempo(pod, tempos));
    const judged = lookup.pods.filter((pod) => !pod.placed.rendered || !world.isOurs || ofTempo.includes(pod));
    return {
      findings: [
        ...withPinnedImages(judged, world, lookup).flatMap((pod) => images(pod, world.isOurs || ofTempo.includes(pod))),
        ...foreignImages(world, lookup),
        ...misplacedPods(world, lookup),
        ...missingMetadata(world),
        ...podSecurity(world, lookup),
        ...judged.filter((pod) => !pod.placed.rendered || ofTempo.includes(pod)).flatMap(omissions),
        ...tempos.flatMap(configuredCredentials),
        ...plainSecrets(world),
        ...lookup.pods.flatMap(plainVariables),
      ],
      judged: judged.length + world.objects.length,
    };
  },
};

/** Whether a pod belongs to the release of a Tempo, including caches and gateway. */
const isOfTempo = ({ placed }: Pod, tempos: readonly RunningTempo[]): boolean =>
  tempos.some(({ placed: tempo }) => tempo.rendered === true && isSamePlace(placed.place, tempo.place));

/** The pods whose images this project must pin. The images of a chart are pinned by the chart. */
const withPinnedImages = (judged: readonly Pod[], { releases }: World, { pods }: Lookup): Pod[] =>
  pods.filter((pod) => judged.includes(pod) || !releases.some(({ place }) => isSamePlace(place, pod.placed.place)));
