/** The webhook of Linkerd's Jaeger extension: what it serves, and whether it starts (jaeger/injector/cmd/main.go, pkg/k8s/k8s.go). */
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import type { Container, Pod } from '../../../world/kubernetes';
import { aboutObject } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { mountOf } from '../../../world/mounted-file';
import { flagValues } from '../../../world/tempo';
import { ADDRESSES_RULES } from '../rules';

/** Where it reads its certificate. Without one, it ends at start. */
const CERTIFICATE = '/var/run/linkerd/tls';

const isInjectorContainer = ({ args }: Container): boolean => args.some((arg) => /^--?collector-svc-addr\b/.test(arg));

/** The container of the webhook in a pod. */
export const injectorIn = ({ containers }: Pod): Container | undefined => containers.find(isInjectorContainer);

/** The ports of the webhook itself, and of its probes and metrics. */
export function injectorPorts(pod: Pod, container: Container): { readonly webhook: number; readonly admin: number } {
  const portOf = (flag: string, otherwise: number) => {
    const written = flagValues({ pod, container }, flag).at(-1) ?? '';
    return Number(/:(\d+)$/.exec(written)?.[1] ?? otherwise);
  };
  return { webhook: portOf('addr', 8443), admin: portOf('metrics-addr', 9995) };
}

/** What answers on the port of its probes (pkg/admin/admin.go). */
export const INJECTOR_PATHS = /^\/(ping|ready|metrics|debug\/pprof.*)$/;

export const checkInjectors = ({ pods }: Lookup): Finding[] =>
  pods.flatMap((pod) => {
    const container = injectorIn(pod);
    const statement = container && withoutCertificate(container);
    const { place, object } = pod.placed;
    return statement ? [error(place, statement, { ...aboutObject(object), part: `container ${container.name}` })] : [];
  });

function withoutCertificate({ mounts }: Container): Statement | undefined {
  if (mountOf(`${CERTIFICATE}/tls.crt`, mounts)) return undefined;
  const problem = `has no volume at ${CERTIFICATE}, where it reads its certificate, so it does not start`;
  return ADDRESSES_RULES.says('never-starts', problem, 'mount the Secret of its certificate there');
}
