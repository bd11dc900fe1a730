/** The Services and the workload of Traefik's chart, as far as values decide them. Found by rendering releases with them. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import { type ImpliedPort, type ImpliedService, type ImpliedWorkload, type ReleaseInValues, usualWorkload } from '../helm-values/exposure';
import { ADDITIONAL_SERVICES, TRAEFIK, traefikReleases } from './releases';

const OWN: Path = ['service'];
const ADDITIONAL: Path = ADDITIONAL_SERVICES.split('.');

/** Those that the user's own values add to that of the chart have the names of the values. */
export function traefikServices(release: ReleaseInValues): ImpliedService[] {
  const { values } = release;
  if (at(values, ...OWN, 'enabled') === false) return [];
  const added = Object.keys(mapAt(values, ...ADDITIONAL));
  return [
    serviceAt(release, serviceName(release), OWN, 'LoadBalancer'),
    ...added.map((name) =>
      serviceAt(release, `${TRAEFIK}-${name}`, [...ADDITIONAL, name], isInSpec(release) ? 'ClusterIP' : 'LoadBalancer'),
    ),
  ];
}

export const traefikWorkloads = ({ values }: ReleaseInValues): ImpliedWorkload[] => [
  usualWorkload(values, TRAEFIK, ['deployment', 'kind']),
];

function serviceName({ version, values }: ReleaseInValues): string {
  const { serviceName: key } = traefikReleases.at(version);
  return (key && textAt(values, ...key.split('.'))) || TRAEFIK;
}

/** The path of the type in the values of a Service. */
const typeIn = ({ version }: ReleaseInValues): Path => traefikReleases.at(version).serviceType.split('.').slice(OWN.length);

/** Whether the type is in `spec`, and with it everything else. */
const isInSpec = (release: ReleaseInValues): boolean => typeIn(release).includes('spec');

function serviceAt(release: ReleaseInValues, name: string, path: Path, defaultType: string): ImpliedService {
  const own = mapAt(release.values, ...path);
  const typePath = [...path, ...typeIn(release)];
  return {
    ...{ name, path, typePath, portsPath: ['ports'], defaultType },
    ...{ type: textAt(release.values, ...typePath) || undefined, annotations: mapAt(own, 'annotations') },
    spec: { ...(isInSpec(release) ? {} : { externalIPs: own.externalIPs }), ...mapAt(own, 'spec'), ports: portsOf(release, path) },
  };
}

/** Those of values, and those of the chart without values. An added Service has only those that are exposed by its name. */
function portsOf({ version, values }: ReleaseInValues, path: Path): ImpliedPort[] {
  const own = mapAt(values, 'ports');
  const added = path.length > OWN.length ? path.at(-1) : undefined;
  return [...new Set([...Object.keys(traefikReleases.at(version).entryPoints), ...Object.keys(own)])]
    .filter((name) => own[name] !== null && (added === undefined || isTrueInTemplate(at(own, name, 'expose', added))))
    .map((name) => ({ name, nodePort: at(own, name, 'nodePort') }));
}
