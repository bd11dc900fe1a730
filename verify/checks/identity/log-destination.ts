/** Checks that the access log of Traefik has every request, on standard output. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import type { TraefikProcess } from '../../uses/traefik';
import { aboutObject } from '../../world/kubernetes';
import type { Link, titleOfField } from './links';
import { IDENTITY_RULES } from './rules';

const FILTERS = ['statuscodes', 'retryattempts', 'minduration'];

/** @param link the derived field that reads the log */
export function checkDestination(
  { loki }: Link,
  field: ReturnType<typeof titleOfField>,
  { pod, container, flags }: TraefikProcess,
): Finding[] {
  const { place, object } = pod.placed;
  const link = `${field} of data source ${loki.name}`;
  const file = flags.get('accesslog.filepath') ?? '';
  const mount = container.mounts.find(({ path }) => file.startsWith(`${path.replace(/\/$/, '')}/`));
  // A sidecar or the node may read the file.
  const isShared = mount !== undefined || pod.containers.filter(({ isInit }) => !isInit).length > 1;
  const filters = FILTERS.filter((name) => flags.has(`accesslog.filters.${name}`) && flags.get(`accesslog.filters.${name}`) !== 'false');
  return [
    ...(file === '' || /^\/(dev\/std(out|err)|proc\/)/.test(file) || isShared
      ? []
      : [
          error(
            place,
            IDENTITY_RULES.says(
              'log-in-file',
              `writes its access log to the file ${file} in its container, so ${link} finds nothing`,
              'remove the path, so that it is standard output',
            ),
            aboutObject(object),
          ),
        ]),
    ...(filters.length === 0
      ? []
      : [
          warning(
            place,
            IDENTITY_RULES.says(
              'filtered-log',
              `logs only some requests (accesslog.filters.${filters.join(', ')}), so ${link} is missing for the others`,
              'remove the filter',
            ),
            aboutObject(object),
          ),
        ]),
  ];
}
