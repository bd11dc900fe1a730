/** Checks the settings of S3, by themselves and against a release of Tempo. */
import type { CheckContext, StorageFinding } from '../backend';
import { laterSetting, prefixFindings } from '../later-settings';
import { S3_RULES } from './rules';
import { endpointOf, isAmazon, type S3Settings } from './schema';
import { checkServer } from './servers/check';
import { serverNamed } from './servers/servers';

export const checkS3 = (settings: S3Settings, context: CheckContext): readonly StorageFinding[] => [
  ...server(settings),
  ...portOfIpv6(settings, context),
  ...checkServer(settings, context),
  ...tls(settings, context),
  ...fields(settings, context),
  ...encryption(settings),
  ...identity(settings, context),
];

const server = ({ endpoint, region, server: named }: S3Settings): StorageFinding[] =>
  endpoint !== undefined || region !== undefined || (named !== undefined && named !== 'aws')
    ? []
    : [{ field: 'endpoint', statement: S3_RULES.says('no-endpoint', 'missing', 'add it, or set region for Amazon S3') }];

/** The oldest clients leave out the brackets with the port. */
function portOfIpv6({ endpoint = '', insecure }: S3Settings, { release: { tempo }, pin }: CheckContext): StorageFinding[] {
  const port = insecure ? 80 : 443;
  if (!endpoint.startsWith('[') || !endpoint.endsWith(`]:${port}`) || tempo.s3UsualPortOfIpv6) return [];
  const problem = `Tempo ${tempo.version} cannot connect to port ${port} of an IPv6 address`;
  const fix = `${pin(({ s3UsualPortOfIpv6 }) => s3UsualPortOfIpv6)}, or use another port or a name`;
  return [{ field: 'endpoint', statement: S3_RULES.says('port-of-ipv6', problem, fix) }];
}

function tls({ insecure, insecureSkipVerify, ca }: S3Settings, { where }: CheckContext): StorageFinding[] {
  const unused = `has no effect with ${where('insecure')}: true, which turns TLS off`;
  const danger = 'lets anybody between Tempo and the S3 server read the credentials and the traces';
  return [
    ...(insecure && ca ? [{ field: 'ca', statement: S3_RULES.says('ca-without-tls', unused, 'remove one of them') }] : []),
    ...(insecure && insecureSkipVerify
      ? [{ field: 'insecureSkipVerify', statement: S3_RULES.says('skip-verify-unused', unused, 'remove it') }]
      : []),
    ...(!insecure && insecureSkipVerify
      ? [
          {
            field: 'insecureSkipVerify',
            severity: 'warning' as const,
            statement: S3_RULES.says('skip-verify', danger, 'set ca to the authority of the server instead'),
          },
        ]
      : []),
  ];
}

function fields({ prefix, sse }: S3Settings, context: CheckContext): StorageFinding[] {
  const says = (problem: string, fix: string) => S3_RULES.says('no-such-field', problem, fix);
  return [...prefixFindings(prefix, context, says), ...(sse ? laterSetting('sse', ({ s3Encryption }) => s3Encryption, context, says) : [])];
}

function encryption({ sse }: S3Settings): StorageFinding[] {
  if (!sse || (sse.type === 'SSE-KMS') === (sse.kmsKeyId !== undefined)) return [];
  const [problem, fix] =
    sse.type === 'SSE-KMS' ? ['SSE-KMS needs kmsKeyId', 'add it, or use SSE-S3'] : ['SSE-S3 uses no kmsKeyId', 'remove it, or use SSE-KMS'];
  return [{ field: 'sse', statement: S3_RULES.says('kms-key', problem, fix) }];
}

/** Credentials of AWS are worth nothing on another server, and Tempo must be able to fetch them. */
function identity(settings: S3Settings, { release: { tempo }, identity: used, pin, where }: CheckContext): StorageFinding[] {
  if (!used) return [];
  const endpoint = endpointOf(settings);
  const elsewhere = settings.server === 'aws' ? undefined : serverNamed(settings.server);
  const isOfAws = settings.server === 'aws' || isAmazon(endpoint);
  const problem = `the identity of AWS is used with ${where('endpoint')}: ${endpoint}, which is not Amazon S3`;
  return [
    ...(elsewhere
      ? [
          {
            field: 'server',
            statement: S3_RULES.says('identity-elsewhere', `${elsewhere.title} does not know the identity of AWS`, 'use keys'),
          },
        ]
      : []),
    ...(isOfAws || elsewhere
      ? []
      : [
          {
            severity: 'warning' as const,
            statement: S3_RULES.says('identity-elsewhere', problem, 'use keys, unless it leads to Amazon S3'),
          },
        ]),
    ...(used.podIdentity && !tempo.podIdentity
      ? [
          {
            statement: S3_RULES.says(
              'no-pod-identity',
              `Tempo ${tempo.version} cannot use tempo.credentials.identity.podIdentity`,
              `${pin(({ podIdentity }) => podIdentity)}, or use irsa`,
            ),
          },
        ]
      : []),
  ];
}
