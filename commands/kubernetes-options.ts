/** The options for the cluster that other manifests are rendered for. */
import { DEFAULT_KUBERNETES, kubernetesConfig } from '../charts/kubernetes';
import { kubernetesRelease } from '../charts/kubernetes-releases';
import type { Options } from '../lib/command-line/command';
import { UsageError } from '../lib/command-line/errors';
import { sentence } from '../lib/findings/sentence';
import type { Kubernetes } from '../lib/helm/template';

export const KUBERNETES_OPTIONS = {
  kubernetes: {
    argument: 'VERSION',
    meaning: `with --manifests: the release of Kubernetes, instead of ${DEFAULT_KUBERNETES}`,
    default: '',
  },
  api: {
    argument: 'API,...',
    meaning: 'with --manifests: further APIs that the cluster serves, as GROUP/VERSION or GROUP/VERSION/KIND',
    default: '',
  },
};

/**
 * The cluster that `--kubernetes` and `--api` describe.
 * @throws UsageError
 */
export function kubernetesOf({ extra: { kubernetes, api, manifests } }: Options): Kubernetes {
  const given = [...(kubernetes ? [`--kubernetes ${kubernetes}`] : []), ...(api ? [`--api ${api}`] : [])];
  if (given.length > 0 && !manifests)
    throw new UsageError(`${given.join(' and ')} only with --manifests; use kubernetes of the cluster file`);
  const apis = (api ?? '').split(',').flatMap((each) => each.trim() || []);
  const isRight = (part: Partial<Kubernetes>) => kubernetesConfig.safeParse(part).success;
  if (kubernetes && !isRight({ version: kubernetes }))
    throw new UsageError(`${kubernetes} is not a release of Kubernetes; use --kubernetes ${DEFAULT_KUBERNETES}`);
  const release = kubernetes ? kubernetesRelease(kubernetes) : undefined;
  if (release && 'error' in release) throw new UsageError(sentence(release.error));
  const wrong = apis.find((each) => !isRight({ apis: [each] }));
  if (wrong !== undefined) throw new UsageError(`${wrong} is not an API version; use --api monitoring.coreos.com/v1`);
  return { version: kubernetes || DEFAULT_KUBERNETES, apis };
}
