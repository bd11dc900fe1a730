/** Probes that run a command which never succeeds, or that start too late. */
import type { Statement } from '../../../../lib/findings/finding';
import { PROBES } from '../../../../lib/kubernetes/probes';
import { at, listAt, textFrom } from '../../../../lib/yaml/parsed';
import type { Container } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';
import { FAILING } from './start';

/** @returns the mistake of each kind of probe that has one */
export function commandMistakes({ source, image }: Container): { readonly kind: string; readonly statement: Statement }[] {
  return PROBES.flatMap((kind) => {
    const command = listAt(source, kind, 'exec', 'command').map(textFrom);
    const says = (problem: string, fix: string) => [{ kind, statement: ADDRESSES_RULES.says('wrong-probe', problem, fix) }];
    if (FAILING.test(command.join(' '))) return says(`runs ${command.join(' ')}, which always fails`, 'use httpGet');
    if (command.length > 0 && isWithoutShell(image) && !/tempo$/.test(command[0] ?? ''))
      return says(`runs ${command[0]}, which the image of Tempo does not have`, 'use httpGet with path /ready');
    const delay = at(source, kind, 'initialDelaySeconds');
    if (kind === 'livenessProbe' || typeof delay !== 'number' || delay < 3600) return [];
    return says(`starts after ${delay} seconds, until which the pod gets no requests`, 'use a smaller initialDelaySeconds');
  });
}

/** From 2.10, the image of Grafana has nothing but Tempo (cmd/tempo/Dockerfile). One with another name or tag may have more. */
function isWithoutShell(image: string): boolean {
  const [, version = ''] = /(?:^|\/)grafana\/tempo:v?(\d+\.\d+\.\d+)(?:@|$)/.exec(image) ?? [];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 2 || (major === 2 && minor >= 10);
}
