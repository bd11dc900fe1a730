/** Flags in the user's values with which Traefik does not start. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { listAt, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { Pinned } from '../collector';
import { k3sReleases } from '../k3s-releases';
import { type TraefikRelease, traefikReleases } from '../releases';
import { TRAEFIK_RULES } from '../rules';
import { flagMistake, flagName } from '../static-flags';
import { isHub } from '../values/image-values';
import { reservedFlags } from '../values/logs-and-traces';

/** Whether the image is that of Traefik Hub, which has further flags. */
const runsHub = (user: Readonly<Values>, { hasHubImage }: TraefikRelease): boolean =>
  isHub(user, hasHubImage) || /hub/i.test(textAt(user, 'image', 'repository') ?? '');

/** Reports each at its place in the cluster file. Those that this stack manages are errors already. */
export function checkFlags(user: Readonly<Values>, release: TraefikRelease, { key, version }: Pinned, findings: Findings): void {
  const isListed = (key === 'chart' ? traefikReleases : k3sReleases).versions.includes(version) && !runsHub(user, release);
  const reserved = reservedFlags(release);
  for (const [index, argument] of listAt(user, 'additionalArguments').entries()) {
    const flag = typeof argument === 'string' ? flagName(argument) : undefined;
    if (flag === undefined || reserved.some(([pattern]) => pattern.test(`--${flag}`))) continue;
    const mistake = flagMistake(flag, release.traefik, isListed);
    if (mistake)
      findings.error(['traefik', 'values', 'additionalArguments', index], TRAEFIK_RULES.says('unknown-flag', mistake.problem, mistake.fix));
  }
}
