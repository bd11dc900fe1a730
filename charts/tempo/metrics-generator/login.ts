/** How the metrics-generator authenticates to Prometheus: by variables that only its process has. */
import type { SecretVariable } from '../storage/backend';
import { reference } from '../storage/expand-env';
import type { MetricsGeneratorConfig } from './config';

/** The environment variables of the configuration. */
const LOGIN_VARIABLES = { username: 'REMOTE_WRITE_USERNAME', password: 'REMOTE_WRITE_PASSWORD' } as const;

/** The list of the servers that get the metrics, in the configuration of Tempo. */
export const REMOTE_WRITE = ['metrics_generator', 'storage', 'remote_write'] as const;

/** An item of that list. */
export const remoteWriteOf = ({ remoteWrite, headers, basicAuth }: MetricsGeneratorConfig) => ({
  url: remoteWrite,
  ...(Object.keys(headers).length > 0 && { headers: { ...headers } }),
  ...(basicAuth && {
    basic_auth: { username: reference(LOGIN_VARIABLES.username), password: reference(LOGIN_VARIABLES.password) },
  }),
});

/** Whether a chart must have a value for a whole item, and not only for its URL. */
export const needsWholeItem = ({ headers, basicAuth }: MetricsGeneratorConfig): boolean =>
  basicAuth !== undefined || Object.keys(headers).length > 0;

/** The variables of the process that runs the metrics-generator. */
export function loginVariables(config: MetricsGeneratorConfig | undefined): SecretVariable[] {
  const { basicAuth } = config ?? {};
  if (!basicAuth) return [];
  const { secret: name } = basicAuth;
  return (['username', 'password'] as const).map((field) => ({
    name: LOGIN_VARIABLES[field],
    valueFrom: { secretKeyRef: { name, key: basicAuth[field] } },
  }));
}
