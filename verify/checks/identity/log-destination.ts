/** Checks that the access log of Traefik has every request, on standard output. */
import { traefikProduct } from '../../../charts/traefik/product';
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
  const isRead = file === '' || /^\/(dev\/std(out|err)|proc\/)/.test(file) || isShared;
  const filters = FILTERS.filter((name) => flags.has(`accesslog.filters.${name}`) && flags.get(`accesslog.filters.${name}`) !== 'false');
  const lost = {
    file: `writes its access log to the file ${file} in its container, so ${link} finds nothing`,
    otlp: `sends its access log by OTLP instead of writing it, so ${link} finds nothing`,
  };
  const without = `logs only some requests (accesslog.filters.${filters.join(', ')}), so ${link} is missing for the others`;
  const about = aboutObject(object);
  return [
    ...(isRead
      ? []
      : [error(place, IDENTITY_RULES.says('log-in-file', lost.file, 'remove the path, so that it is standard output'), about)]),
    ...(isOnlySent(flags)
      ? [
          error(
            place,
            IDENTITY_RULES.says(
              'log-by-otlp',
              lost.otlp,
              `remove accesslog.otlp, or set accesslog.dualoutput too, which Traefik has from ${DUAL_OUTPUT_SINCE} on`,
            ),
            about,
          ),
        ]
      : []),
    ...(filters.length === 0 ? [] : [warning(place, IDENTITY_RULES.says('filtered-log', without, 'remove the filter'), about)]),
  ];
}

const DUAL_OUTPUT_SINCE = traefikProduct.first(({ hasDualOutput }) => hasDualOutput);

/** Whether the access log is sent by OTLP, and not written too. */
function isOnlySent(flags: TraefikProcess['flags']): boolean {
  const isSent = [...flags].some(
    ([name, value]) => /^accesslog\.otlp(\.|$)/.test(name) && !(name === 'accesslog.otlp' && value === 'false'),
  );
  return isSent && (flags.get('accesslog.dualoutput') ?? 'false') === 'false';
}
