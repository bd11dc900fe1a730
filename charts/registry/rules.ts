/** Mistakes in the mirrors of charts and images. */
import { RuleSet } from '../../lib/findings/rules';

export const REGISTRY_RULES = new RuleSet('registry', 'charts and images come from the mirrors of the cluster file', {
  'no-chart-mirror': {
    proves: 'each chart repository has a mirror, if any has one',
    example:
      'registry.chartsFrom.https://traefik.github.io/charts: missing, the repository of traefik; add its mirror, or set registry.charts',
    wayOut: 'Add the repository to `registry.chartsFrom`, or set `registry.charts`',
  },
  'own-image': {
    proves: 'the images in your own Helm values come from the mirrors too',
    example:
      'tempo.values.distributor.image.registry: the image comes from ghcr.io, and not from registry.images (line 4); use mirror.example.org, or add ghcr.io to registry.imagesFrom if nodes can reach it',
    wayOut: 'Name the mirror. If the nodes can reach the other registry, add it to `registry.imagesFrom` with itself as its mirror',
  },
  'own-pull-secret': {
    proves: 'your own Helm values leave the pull Secret as it is',
    example:
      'tempo.values.global.image.pullSecrets: replaces registry.pullSecret (line 5) for these pods, which have no other login for the mirror then; remove it, add mirror-login to the list, or accept that',
    wayOut: 'Remove the value, or add the Secret to it. Accept it if your own Secret has a login for the mirror',
  },
  'no-pull-secret': {
    proves: 'your own Helm values leave pods a login for the mirror',
    example: 'tempo.values.serviceAccount.imagePullSecrets: leaves these pods without registry.pullSecret (line 5); remove it',
    wayOut: 'Remove the value',
  },
  'unknown-upstream': {
    proves: 'each repository in `registry.chartsFrom` is one that charts of this stack come from, in some release',
    example:
      'registry.chartsFrom.https://traefik.github.io/chart: no chart of this stack comes from there, so it has no effect; did you mean https://traefik.github.io/charts?',
    wayOut: 'Write the URL of the upstream repository, or remove it',
  },
  'unknown-image-host': {
    proves: 'no host in `registry.imagesFrom` looks like a misspelled registry of an image of this stack',
    example: 'registry.imagesFrom.quay.oi: no image of this stack comes from there, so it has no effect; did you mean quay.io?',
    wayOut: 'Write the host as it is in the names of images, or remove it',
  },
  'chart-in-address': {
    proves: 'the address of the mirror does not contain the name of a chart',
    example:
      'registry.charts: oci://mirror.example.org/charts/tempo ends with the name of a chart, which is added to it; use oci://mirror.example.org/charts',
    wayOut: 'Remove the name of the chart from the address. Accept it if the folder has that name',
  },
  'oci-address': {
    proves: 'Argo CD reads the address of an OCI registry as one',
    example:
      'registry.charts: Argo CD reads 10.0.0.5:5000/charts as a git repository, because it begins with a digit and has a port; use a name that begins with a letter',
    wayOut: 'Use a host name that begins with a letter, or the default port',
  },
});
