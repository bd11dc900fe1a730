/** The Services and the workloads of Tempo's charts, as far as values decide them. Found by rendering releases with them. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import { type ImpliedService, type ImpliedWorkload, type ReleaseInValues, usualService, usualWorkload } from '../helm-values/exposure';
import { fullnameOf } from './names/names';
import { type Workload, workloadName } from './names/workloads';
import { distributedReleases } from './releases';

/** A proxy in front of Tempo, which the chart can add. */
const GATEWAY = 'gateway';

/** The microservices whose Services have a type in values, in every release; that of ingesters is for the others alone. */
const EXPOSED: readonly Workload[] = ['distributor', 'queryFrontend'];

const nameOf = ({ release, values }: ReleaseInValues): string =>
  fullnameOf({ releaseName: release, fullnameOverride: textAt(values, 'fullnameOverride') });

export function distributedServices(release: ReleaseInValues): ImpliedService[] {
  const { values } = release;
  const fullname = nameOf(release);
  const of = (component: string) => ({ name: workloadName(component, fullname), path: [component, 'service'] });
  const services = EXPOSED.map((workload) => usualService(values, of(workload)));
  return isTrueInTemplate(at(values, GATEWAY, 'enabled'))
    ? [...services, usualService(values, { ...of(GATEWAY), ports: gatewayPorts(values) })]
    : services;
}

/** Its ports of the nodes are values of its Service. */
function gatewayPorts(values: ReleaseInValues['values']) {
  const path: Path = [GATEWAY, 'service'];
  const { nodePort, grpcNodePort } = mapAt(values, ...path);
  return {
    path,
    list: [
      { name: 'http-metrics', nodePort },
      { name: 'grpc-otlp', nodePort: grpcNodePort },
    ],
  };
}

/** Of the chart tempo. */
export const monolithicServices = (release: ReleaseInValues): ImpliedService[] => [
  usualService(release.values, { name: nameOf(release), path: ['service'] }),
];

export function distributedWorkloads(release: ReleaseInValues): ImpliedWorkload[] {
  const { version, values } = release;
  if (!isTrueInTemplate(at(values, 'metricsGenerator', 'enabled'))) return [];
  const generator = usualWorkload(values, workloadName('metricsGenerator', nameOf(release)), ['metricsGenerator', 'kind']);
  return [distributedReleases.at(version).volumes.hasGeneratorSet ? generator : { ...generator, kind: undefined }];
}
