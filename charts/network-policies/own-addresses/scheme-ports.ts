/** The ports of addresses that have none, by the scheme of the URL. */
import { entryOf } from '../../../lib/yaml/parsed';

/** As registered (https://www.iana.org/assignments/service-names-port-numbers), or the default of clients where nothing is. */
const PORTS: Readonly<Record<string, number>> = {
  ...{ http: 80, https: 443, ws: 80, wss: 443 },
  // grpc-go takes 443 for a name without a port (internal/resolver/dns/dns_resolver.go).
  ...{ grpc: 443, grpcs: 443 },
  ...{ amqp: 5672, amqps: 5671, mqtt: 1883, mqtts: 8883, nats: 4222, pulsar: 6650, 'pulsar+ssl': 6651 },
  ...{ redis: 6379, rediss: 6379, mongodb: 27017, postgres: 5432, postgresql: 5432, mysql: 3306, sqlserver: 1433 },
  ...{ clickhouse: 9000, ldap: 389, ldaps: 636, ftp: 21, dns: 53 },
};

/** @param scheme with the colon, as in `URL.protocol`. @returns undefined for those that always need a port, such as that of Kafka */
export const portOfScheme = (scheme: string): number | undefined => entryOf(PORTS, scheme.replace(/:$/, '').toLowerCase());
