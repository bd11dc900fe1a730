/** The steps for Cloudflare R2, whose keys are API tokens. */
import { creation, STORE_KEYS, type StepContext, userName } from './step-context';

export function r2Steps(context: StepContext): string[] {
  const { bucket, creator } = context;
  const jurisdiction = /\.(eu|fedramp)\.r2\.cloudflarestorage\.com$/.exec(bucket.endpoint)?.[1];
  const permission = creator?.hasOwnKeys ? 'Admin Read & Write' : `Object Read & Write, for the bucket ${bucket.name} only`;
  return [
    ...creation(context, `npx wrangler r2 bucket create ${bucket.name}${jurisdiction ? ` --jurisdiction ${jurisdiction}` : ''}`),
    '# In the dashboard of Cloudflare, at R2 and Manage API tokens, create an account API token:',
    `#   name ${userName(bucket)}, permission ${permission}`,
    STORE_KEYS,
  ];
}
