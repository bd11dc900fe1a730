/** What `tempo-gitops init` asks for. Each question is an option of the command too. */
import type * as z from 'zod';
import { argoCdReleases } from '../charts/argocd/releases';
import { clusterFile } from '../charts/cluster-file';
import { linkerdReleases } from '../charts/linkerd/releases';
import { SERVER_NAMES } from '../charts/tempo/storage/s3/servers/servers';
import { k3sReleases } from '../charts/traefik/k3s-releases';
import { traefikReleases } from '../charts/traefik/releases';
import { schemaAt } from '../lib/cluster-file/schema/schema-at';
import type { Path } from '../lib/yaml/parsed';

/** By option: `repo-url`. An option whose question was not asked is absent. */
export type Answers = Readonly<Record<string, string>>;

export interface Question {
  /** The name of the option. */
  readonly option: string;
  /** The name of its value: `URL`. */
  readonly argument: string;
  readonly asks: string;
  readonly choices?: readonly string[];
  /** The answer of `--yes`, and of an empty line. @param origin the URL of the git remote `origin`, if there is one */
  readonly usual: (answers: Answers, origin?: string) => string;
  /** Whether `usual` is only an example, which nobody has. @default never */
  readonly isExample?: (origin?: string) => boolean;
  /** The key of the cluster file that the answer is for. @default none */
  readonly key?: (answers: Answers) => Path;
  /** An answer that is not for that key, such as `none`. */
  readonly instead?: string;
  /** When it is asked, with the words for it. @default always */
  readonly when?: { readonly is: (answers: Answers) => boolean; readonly says: string };
}

export const NONE = 'none';
const OTHER_SERVER = 'other';

const answer = (option: string, ...values: string[]) => ({
  is: (answers: Answers) => values.includes(answers[option] ?? ''),
  says: `--${option} ${values.join(' or ')}`,
});

/** Whether the answered release of Linkerd has the Jaeger extension, whose webhook needs a certificate. */
const hasExtension = ({ linkerd = NONE }: Answers): boolean =>
  linkerd !== NONE && linkerdReleases.find(linkerd).release?.extension !== undefined;

const ON_SERVER = SERVER_NAMES.filter((name) => name !== 'aws');

export const QUESTIONS: readonly Question[] = [
  {
    ...{ option: 'domain', argument: 'DOMAIN', asks: 'the domain of the cluster' },
    ...{ usual: () => 'example.org', isExample: () => true, key: () => ['domain'] },
  },
  {
    ...{ option: 'cluster', argument: 'NAME', asks: 'the name of the cluster' },
    ...{ usual: ({ domain = '' }) => domain.split('.')[0] ?? '', key: () => ['gitops', 'name'] },
  },
  {
    ...{ option: 'repo-url', argument: 'URL', asks: 'the repository whose dist/ Argo CD syncs' },
    ...{ usual: (_, origin) => origin ?? 'https://git.example.org/tracing.git', isExample: (origin) => origin === undefined },
    key: () => ['gitops', 'repoURL'],
  },
  {
    ...{ option: 'argocd', argument: 'VERSION', asks: 'the release of Argo CD in use' },
    ...{ usual: () => argoCdReleases.newest, key: () => ['gitops', 'argocd'] },
  },
  {
    ...{ option: 'tempo', argument: 'KIND', asks: 'Tempo in one process, or in microservices' },
    ...{ choices: ['monolithic', 'microservices'], usual: () => 'monolithic' },
  },
  {
    ...{ option: 'kafka', argument: 'HOST:PORT', asks: 'the Kafka that Tempo 3 needs; none: Tempo 2', instead: NONE },
    ...{ usual: () => NONE, key: () => ['tempo', 'kafka', 'address'], when: answer('tempo', 'microservices') },
  },
  {
    ...{ option: 'storage', argument: 'BACKEND', asks: 'where Tempo stores traces; local: only with Tempo in one process' },
    ...{ choices: ['s3', 'gcs', 'azure', 'local'], usual: () => 's3' },
  },
  {
    ...{ option: 'server', argument: 'SERVER', asks: 'what serves S3' },
    ...{ choices: [...SERVER_NAMES, OTHER_SERVER], usual: () => 'minio', when: answer('storage', 's3') },
  },
  {
    ...{ option: 'endpoint', argument: 'HOST[:PORT]', asks: 'the S3 server' },
    ...{ usual: ({ domain }) => `s3.${domain}`, key: () => ['tempo', 'storage', 'endpoint'] },
    when: answer('server', ...ON_SERVER, OTHER_SERVER),
  },
  {
    ...{ option: 'http', argument: 'YES', asks: 'whether it has plain HTTP, and no TLS', choices: ['yes', 'no'], usual: () => 'no' },
    when: answer('server', ...ON_SERVER, OTHER_SERVER),
  },
  {
    ...{ option: 'region', argument: 'REGION', asks: 'the region', usual: () => 'eu-west-1' },
    ...{ key: () => ['tempo', 'storage', 'region'], when: answer('server', 'aws') },
  },
  {
    ...{ option: 'account', argument: 'ACCOUNT', asks: 'the storage account' },
    ...{
      usual: ({ cluster = '' }) => `${cluster.replaceAll('-', '').slice(0, 19)}tempo`,
      key: () => ['tempo', 'storage', 'azure', 'account'],
    },
    when: answer('storage', 'azure'),
  },
  {
    ...{ option: 'bucket', argument: 'BUCKET', asks: 'the bucket, or the container of the account' },
    ...{ usual: ({ cluster }) => `${cluster}-tempo`, when: answer('storage', 's3', 'gcs', 'azure') },
    key: ({ storage = '' }) => ['tempo', 'storage', storage, storage === 'azure' ? 'container' : 'bucket'],
  },
  {
    ...{ option: 'credentials', argument: 'KIND', asks: 'the keys of S3: a Secret that you create, or one of External Secrets' },
    ...{ choices: ['existing', 'external-secret'], usual: () => 'existing', when: answer('storage', 's3') },
  },
  {
    ...{ option: 'store', argument: 'NAME', asks: 'the ClusterSecretStore of External Secrets', usual: () => 'vault-backend' },
    ...{ key: () => ['tempo', 'credentials', 'externalSecret', 'store'], when: answer('credentials', 'external-secret') },
  },
  {
    ...{ option: 'traefik', argument: 'KIND', asks: 'Traefik: installed elsewhere, by this stack, by k3s, or none' },
    ...{ choices: ['values', 'release', 'k3s', NONE], usual: () => 'values' },
  },
  {
    ...{ option: 'traefik-version', argument: 'VERSION', asks: 'the release of its chart, or of k3s, in use' },
    usual: ({ traefik }) => (traefik === 'k3s' ? k3sReleases : traefikReleases).newest,
    ...{ key: () => ['traefik', 'chart'], when: answer('traefik', 'values', 'k3s') },
  },
  {
    ...{ option: 'linkerd', argument: 'VERSION', asks: 'the release of Linkerd in use, or none' },
    ...{ usual: () => NONE, instead: NONE, key: () => ['linkerd', 'version'] },
  },
  {
    ...{ option: 'linkerd-issuer', argument: 'NAME', asks: 'the cert-manager ClusterIssuer for its Jaeger extension' },
    ...{ usual: () => 'linkerd-issuer', key: () => ['linkerd', 'webhookIssuer'] },
    when: { is: hasExtension, says: 'a Linkerd with the Jaeger extension' },
  },
  {
    ...{
      option: 'grafana',
      argument: 'KIND',
      asks: "how Grafana gets its data sources: values of kube-prometheus-stack, the chart's sidecar, its operator, or none",
    },
    ...{ choices: ['values', 'sidecar', 'operator', NONE], usual: () => 'values' },
  },
  {
    ...{ option: 'loki-url', argument: 'URL', asks: 'the URL of Loki inside the cluster, or none', usual: () => NONE, instead: NONE },
    ...{ key: () => ['grafana', 'loki', 'url'], when: answer('grafana', 'values', 'sidecar', 'operator') },
  },
  { option: 'emojivoto', argument: 'YES', asks: 'the emojivoto demo', choices: ['yes', 'no'], usual: () => 'no' },
  {
    ...{ option: 'chart-mirror', argument: 'URL', asks: 'a mirror of all charts, https:// or oci://, for a closed network, or none' },
    ...{ usual: () => NONE, instead: NONE, key: () => ['registry', 'charts'] },
  },
  {
    ...{ option: 'image-mirror', argument: 'HOST[/PATH]', asks: 'a mirror of all images, for a closed network, or none' },
    ...{ usual: () => NONE, instead: NONE, key: () => ['registry', 'images'] },
  },
  {
    ...{ option: 'ci', argument: 'HOST', asks: 'continuous integration', choices: ['github', 'gitlab', NONE] },
    usual: (answers) => ['github', 'gitlab'].find((host) => answers['repo-url']?.includes(host)) ?? NONE,
  },
];

/** The schema that an answer must match; undefined if it has none. */
export const schemaOf = ({ key }: Question, answers: Answers): z.core.$ZodType | undefined => key && schemaAt(clusterFile, key(answers));
