/** What people want to know about releases of the External Secrets operator. */
import type { Aspects } from '../../aspects';
import type { ExternalSecretsRelease } from './external-secrets-releases';

export const EXTERNAL_SECRETS_ASPECTS: Aspects<ExternalSecretsRelease> = {
  shown: [],
  ofSteps: [
    { name: 'API version of the ExternalSecret', of: ({ apiVersion }) => apiVersion },
    { name: 'API versions that it serves', of: ({ served }) => served.join(', ') },
  ],
};
