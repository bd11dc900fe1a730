/** Checks Traefik's part of the cluster file against the release. */
import type { Path } from '../../lib/yaml/parsed';
import { checkSwitches } from '../helm-values/switches';
import type { Values } from '../helm-values/user-values';
import { checkSpans, newerWith, noServiceMonitor, noteForeignContext, type Pinned } from './collector';
import { checkGateway, checkListenerPorts, checkRoute } from './exposure/gateway';
import { checkInjection } from './mesh';
import { checkOwnValues } from './own-values';
import { type TraefikProduct, traefikProduct } from './product';
import type { TraefikProps } from './props';
import { CHART, type TraefikRelease, traceIdFieldOf } from './releases';
import { withNulls } from './releases/switches';
import { TRAEFIK_RULES } from './rules';
import { checkSampleRate, checkUnsampledLinks } from './sampling';
import { IMAGE_TAG } from './values/reserved-values';

/** @param tag the version of Traefik from the user's image tag, if there is one */
export function checkTraefik(props: TraefikProps, release: TraefikRelease, pinned: Pinned, tag: string | undefined): void {
  const { route, config, findings, logsLeadToTraces, monitorLabels } = props;
  checkSampleRate(config, release, pinned, findings);
  checkSpans(config, release, pinned, findings);
  checkInjection(config, findings);
  checkOwnValues(config.values, release, pinned, findings);
  if (route) {
    checkRoute(route, config, findings);
    checkGateway(route.listener, release, pinned, config.values, findings);
  }
  if (traceIdFieldOf(release) === undefined) reportNoTraceId(props, pinned, tag);
  else if (logsLeadToTraces) checkUnsampledLinks(config, release, findings);
  if (monitorLabels && !release.serviceMonitor) findings.note(['monitoring'], noServiceMonitor(pinned, findings));
  noteForeignContext(release, findings);
}

function reportNoTraceId({ findings, logsLeadToTraces }: TraefikProps, { key, version }: Pinned, tag: string | undefined): void {
  const path: Path = tag === undefined ? ['traefik', key] : ['traefik', 'values', ...IMAGE_TAG];
  const newer = tag === undefined ? newerWith(logsTraceId, { key, version }) : traefikProduct.firstAfter(tag, logsTraceId);
  const problem = `${tag ?? version} logs no trace id, so no log line links to its trace`;
  if (logsLeadToTraces) {
    const loki = findings.where(['grafana', 'loki']);
    findings.error(
      path,
      TRAEFIK_RULES.says('no-trace-id', `${problem}, which ${loki} is for`, `${newer ? `use ${newer}, or ` : ''}remove grafana.loki`),
    );
  } else findings.warning(path, TRAEFIK_RULES.says('no-trace-id', problem, newer && `use ${newer}`));
}

const logsTraceId = ({ traceIdFields }: TraefikProduct): boolean => traceIdFields.length > 0;

/** @param all its values, with those of the user */
export function checkValues({ config, findings, kubernetes }: TraefikProps, all: Values, release: TraefikRelease, pinned: Pinned): void {
  const { key, version } = pinned;
  const isBundled = key === 'k3s';
  checkSwitches({
    ...withNulls(release.switches, release.needed),
    ...{ values: config.values, key: ['traefik', 'values'], all, findings },
    chart: isBundled ? `the Traefik of k3s ${version}` : `${CHART} ${version}`,
    kubernetes: {
      version: isBundled ? version : kubernetes,
      from: findings.where(isBundled ? ['traefik', key] : ['kubernetes', 'version']),
    },
    ...(!isBundled && { pin: 'traefik.chart' }),
  });
  checkListenerPorts(all, release, config, findings);
}

/** Checks that the file decides nothing that k3s does for its own Traefik. */
export function checkBundled({ config: { via, namespace }, findings }: TraefikProps): void {
  const asked = findings.where(['traefik', 'k3s']);
  for (const [key, value] of Object.entries({ via, namespace })) {
    if (value === undefined) continue;
    const problem = `does not apply with ${asked}: k3s installs its Traefik itself, in kube-system`;
    findings.errorAtKey(['traefik', key], TRAEFIK_RULES.says('installed-by-k3s', problem, 'remove it'));
  }
}
