/** Types of exporters that have no address among their settings (exporter/ of opentelemetry-collector-contrib, and of the collector). */
import { typeOf } from './processors';

/** Of a cloud or a service in the internet: their address comes from a region, a site or a key. */
const PUBLIC: readonly string[] = [
  ...['alibabacloud_logservice', 'awscloudwatchlogs', 'awsemf', 'awskinesis', 'awss3', 'awsxray', 'azureblob', 'azuremonitor', 'coralogix'],
  ...['datadog', 'googlecloud', 'googlecloudpubsub', 'googlecloudstorage', 'googlemanagedprometheus', 'honeycombmarker', 'logzio', 'mezmo'],
  ...['sematext', 'sentry', 'signalfx', 'sumologic', 'tencentcloud_logservice'],
];

/** They connect to nothing. */
const LOCAL: readonly string[] = ['debug', 'file', 'logging', 'nop', 'prometheus'];

export const isPublic = (exporter: string): boolean => PUBLIC.includes(typeOf(exporter));

export const isLocal = (exporter: string): boolean => LOCAL.includes(typeOf(exporter));
