/** Checks that the spans of Traefik have the service name and the attributes of the cluster file, and go to its collector. */
import { attributesText, RESOURCE_ATTRIBUTES } from '../../../charts/traefik/values';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import type { World } from '../../stack';
import { type TraefikProcess, tracesBy } from '../../uses/traefik';
import { addressOf } from '../../uses/use';
import { IDENTITY_RULES } from './rules';

export const checkSpans = (traefik: TraefikProcess, { declared: { traefikSpans = {} } }: World): Finding[] =>
  [...otherName(traefik, traefikSpans), ...otherAttributes(traefik, traefikSpans), ...otherCollector(traefik, traefikSpans)].map(
    (statement) => error(traefik.pod.placed.place, statement, { subject: 'Traefik' }),
  );

type Declared = NonNullable<World['declared']['traefikSpans']>;

const variable = ({ container }: TraefikProcess, name: string): string => container.env.find((one) => one.name === name)?.value ?? '';

/** The attributes in its variable, by name; a value is in URL encoding. */
function attributesOf(traefik: TraefikProcess): Map<string, string> {
  if (traefik.isV2) return new Map();
  const pairs = variable(traefik, RESOURCE_ATTRIBUTES).split(',');
  return new Map(pairs.map((pair) => [pair.split('=')[0]?.trim() ?? '', pair.slice(pair.indexOf('=') + 1).trim()]));
}

function otherName(traefik: TraefikProcess, { serviceName }: Declared): Statement[] {
  if (serviceName === undefined) return [];
  const fromVariable = traefik.isV2 ? '' : variable(traefik, 'OTEL_SERVICE_NAME') || attributesOf(traefik).get('service.name');
  const name = fromVariable || (traefik.flags.get('tracing.servicename') ?? 'traefik');
  if (name === serviceName) return [];
  const problem = `has the service name ${name}, but traefik.serviceName of the cluster file is ${serviceName}`;
  return [IDENTITY_RULES.says('other-service-name', problem, `set tracing.serviceName to ${serviceName}`)];
}

function otherAttributes(traefik: TraefikProcess, { resourceAttributes = {} }: Declared): Statement[] {
  const found = attributesOf(traefik);
  const missing = Object.entries(resourceAttributes).filter(([name, value]) => found.get(name) !== encodeURIComponent(value));
  if (missing.length === 0) return [];
  const problem = `lacks ${missing.map(([name]) => name).join(', ')} of traefik.resourceAttributes in ${RESOURCE_ATTRIBUTES}`;
  return [IDENTITY_RULES.says('other-attributes', problem, `set it to ${attributesText(resourceAttributes)}`)];
}

function otherCollector(traefik: TraefikProcess, { collector }: Declared): Statement[] {
  if (!collector) return [];
  const [exporter] = tracesBy(traefik);
  // Without one, it is reported that there is no tracing.
  if (!exporter) return [];
  const { host, port } = addressOf(traefik.flags.get(exporter.flag) ?? '') ?? {};
  const used = exporter.protocol === 'OTLP/HTTP' ? 'otlp-http' : exporter.protocol === 'OTLP/gRPC' ? 'otlp-grpc' : exporter.protocol;
  if (`${host}:${port}` === collector.endpoint && used === collector.protocol) return [];
  const problem = `sends its spans by ${used} to ${host}:${port}, but traefik.collector is ${collector.endpoint} by ${collector.protocol}`;
  return [IDENTITY_RULES.says('other-collector', problem, RUN_SYNTH)];
}
