/**
 * The options of each receiver, by their names in Tempo's configuration.
 *
 * From the types that Tempo's tags 1.5.0 to 3.0.3 vendor: configgrpc, confighttp and otlpreceiver of go.opentelemetry.io/collector, and
 * zipkinreceiver, jaegerreceiver and opencensusreceiver of its contrib repository. Tempo decodes them strictly.
 */
import * as z from 'zod';
import { text } from '../../../../lib/cluster-file/formats/format';
import { headerName, headerValue } from '../../../../lib/cluster-file/formats/http';
import { count } from '../../../../lib/cluster-file/formats/numbers';
import { plainLine } from '../../../../lib/cluster-file/formats/texts';
import { lazyObject } from '../../../../lib/cluster-file/schema/lazy';
import { tempoProduct } from '../../product';
import type { Receiver } from '../../receivers';

/** The largest number of streams is a `uint32`. */
const MAX_STREAMS = 2 ** 32 - 1;

const number = (description: string, max?: number) => count(max).optional().describe(description);
const yes = (description: string) => z.boolean().optional().describe(description);
const period = (description: string) =>
  text({ pattern: /^(?=.*[1-9])(\d+(\.\d+)?(ms|s|m|h))+$/, example: '30s', what: 'a duration', fix: 'use hours, minutes and seconds' })
    .optional()
    .describe(description);
const texts = (example: string, description: string) =>
  z
    .array(plainLine(example))
    .optional()
    .meta({ description, examples: [[example]] });

const KEEPALIVE = lazyObject(() => ({
  server_parameters: lazyObject(() => ({
    max_connection_idle: period('When a connection without a request is closed'),
    max_connection_age: period('When each connection is closed'),
    max_connection_age_grace: period('The time for requests on a connection that is being closed'),
    time: period('When a connection without traffic is tested'),
    timeout: period('The time for the answer to that test'),
  }))
    .optional()
    .describe('When connections are closed'),
  enforcement_policy: lazyObject(() => ({
    min_time: period('How often a client may test the connection'),
    permit_without_stream: yes('Whether it may do so without a request'),
  }))
    .optional()
    .describe('When clients are refused'),
}));

const CORS = lazyObject(() => ({
  allowed_origins: texts('https://*.example.com', 'The origins that may send'),
  allowed_headers: texts('X-Requested-With', 'The headers that they may send'),
  max_age: number('The seconds for which browsers remember this'),
}));

const grpc = () => ({
  max_recv_msg_size_mib: number('The largest message in MiB; default 4'),
  max_concurrent_streams: number('The largest number of streams per connection', MAX_STREAMS),
  read_buffer_size: number('The buffer for reading, in bytes'),
  write_buffer_size: number('The buffer for writing, in bytes'),
  keepalive: KEEPALIVE.optional().describe('The lifetime of connections'),
  include_metadata: yes('Whether the metadata of a request is kept'),
});

/** The first Tempo with an option of HTTP. */
const first = (option: string): string => tempoProduct.first(({ httpOptions }) => httpOptions.includes(option));

const http = () => ({
  max_request_body_size: number('The largest body of a request, in bytes', Number.MAX_SAFE_INTEGER),
  cors: CORS.optional().describe('Browsers that may send'),
  include_metadata: yes('Whether the headers of a request are kept'),
  response_headers: z
    .record(headerName('X-Server'), headerValue('tempo'))
    .optional()
    .describe(`Headers of each response; from Tempo ${first('response_headers')}`),
  compression_algorithms: texts('gzip', `The compressions that are accepted; from Tempo ${first('compression_algorithms')}`),
  read_timeout: period(`The time for a whole request; from Tempo ${first('read_timeout')}`),
  read_header_timeout: period(`The time for the headers of a request; from Tempo ${first('read_header_timeout')}`),
  write_timeout: period(`The time for a response; from Tempo ${first('write_timeout')}`),
  idle_timeout: period(`How long a connection is kept without a request; from Tempo ${first('idle_timeout')}`),
  keep_alives_enabled: yes(`Whether connections are kept; from Tempo ${first('keep_alives_enabled')}`),
});

/** The options that only newer releases have, which `httpOptions` of the product lists. */
export const LATER_HTTP_OPTIONS: readonly string[] = [
  ...['response_headers', 'compression_algorithms', 'read_timeout', 'read_header_timeout', 'write_timeout', 'idle_timeout'],
  'keep_alives_enabled',
];

const udp = () => ({
  queue_size: number('The number of packets that may wait'),
  max_packet_size: number('The largest packet, in bytes'),
  workers: number('The number of packets that are read at the same time'),
  socket_buffer_size: number('The buffer of the socket, in bytes'),
});

/** Makes the schemas of the options of each receiver. */
export const RECEIVER_OPTIONS = {
  'otlp-grpc': grpc,
  'otlp-http': http,
  zipkin: () => ({ ...http(), parse_string_tags: yes('Whether tags are read as numbers and booleans where possible') }),
  'jaeger-thrift-compact': udp,
  'jaeger-thrift-binary': udp,
  'jaeger-thrift-http': http,
  'jaeger-grpc': grpc,
  opencensus: () => ({ ...grpc(), cors_allowed_origins: texts('https://*.example.com', 'The origins that may send') }),
} satisfies Record<Receiver, () => z.ZodRawShape>;

/** The options of a receiver that can be set. */
export const optionsOf = (receiver: Receiver): string[] => Object.keys(RECEIVER_OPTIONS[receiver]());

const ADDRESS = 'because everything in this stack uses the port and the path of the chart';
const EXTENSIONS = 'because Tempo has no extensions of the collector, and does not start';

/** Options that the receivers have, but this stack does not: the reason by name. */
export const REFUSED_OPTIONS: ReadonlyMap<string, string> = new Map([
  ...['endpoint', 'transport', 'dialer', 'traces_url_path', 'metrics_url_path', 'logs_url_path'].map((name) => [name, ADDRESS] as const),
  ['tls', 'because the senders of this stack do not use TLS; for encryption, add linkerd'],
  ['tls_settings', 'because the senders of this stack do not use TLS; for encryption, add linkerd'],
  ['auth', EXTENSIONS],
  ['middlewares', EXTENSIONS],
]);

/** The options of a receiver that Tempo knows in some release, whoever may set them. */
export const namesOfOptions = (receiver: Receiver): string[] => [...optionsOf(receiver), ...REFUSED_OPTIONS.keys()];
