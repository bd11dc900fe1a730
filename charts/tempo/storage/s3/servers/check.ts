/** Checks the settings of S3 against what is known about the server. */
import { listed } from '../../../../../lib/findings/listed';
import type { CheckContext, StorageFinding } from '../../backend';
import { S3_RULES } from '../rules';
import type { S3Settings } from '../schema';
import type { S3Server } from './server';
import { serverNamed } from './servers';

export function checkServer(settings: S3Settings, context: CheckContext): readonly StorageFinding[] {
  const server = serverNamed(settings.server);
  if (!server) return [];
  return [
    ...endpoint(settings, server),
    ...bucket(settings, server),
    ...region(settings, server),
    ...encryption(settings, server, context),
    ...parts(server, context),
  ];
}

/** Only the address of Amazon S3 follows from the region. */
const endpoint = ({ endpoint: own }: S3Settings, { hasOwnEndpoint, title }: S3Server): StorageFinding[] =>
  hasOwnEndpoint || own !== undefined
    ? []
    : [
        {
          field: 'endpoint',
          statement: S3_RULES.says('no-endpoint', 'missing', `add it, because the address of ${title} does not follow from its region`),
        },
      ];

const bucket = ({ bucket: name }: S3Settings, { bucketNames }: S3Server): StorageFinding[] =>
  bucketNames?.refused.test(name)
    ? [{ field: 'bucket', statement: S3_RULES.says('server-bucket', `${name} ${bucketNames.problem}`, bucketNames.fix) }]
    : [];

function region({ region: own }: S3Settings, { regions, title }: S3Server): StorageFinding[] {
  if (!regions || own === undefined || regions.values.includes(own)) return [];
  const [usual, ...others] = regions.values;
  const problem = `${title} has no region ${own}`;
  return [{ field: 'region', statement: S3_RULES.says('server-region', problem, `use ${usual}, or one of ${listed(others)}`) }];
}

function encryption(
  { sse, insecure }: S3Settings,
  { noEncryption, encryptionNeedsTls, title }: S3Server,
  { where }: CheckContext,
): StorageFinding[] {
  if (!sse) return [];
  if (noEncryption) return [{ field: 'sse', statement: S3_RULES.says('server-encryption', noEncryption.problem, noEncryption.fix) }];
  if (!insecure || !encryptionNeedsTls) return [];
  const problem = `${title} refuses requests for encryption without TLS, which ${where('insecure')}: true turns off`;
  return [{ field: 'sse', severity: 'warning', statement: S3_RULES.says('encryption-without-tls', problem, 'use TLS, or remove it') }];
}

function parts({ evenParts, title }: S3Server, { release: { tempo }, pin }: CheckContext): StorageFinding[] {
  if (!evenParts || tempo.evenParts) return [];
  const problem = `Tempo ${tempo.version} uploads parts of different lengths, which ${title} refuses, so larger blocks are never compacted`;
  return [
    {
      field: 'server',
      severity: 'warning',
      statement: S3_RULES.says(
        'uneven-parts',
        problem,
        pin(({ evenParts: has }) => has),
      ),
    },
  ];
}
