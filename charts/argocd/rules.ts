/** Mistakes in Argo CD's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const GITOPS_RULES = new RuleSet('gitops', 'Argo CD can install what the cluster file describes', {
  'null-value': {
    proves: 'no Helm value is null if the Helm of Argo CD ignores null',
    example:
      'tempo.values.ingester.affinity: null does not remove the default with the Helm of gitops.argocd (line 6) 2.14; use Argo CD 3.0 or newer, or set a value',
    wayOut: 'Use a newer Argo CD, or set a value instead of null',
  },
  names: {
    proves: 'the patterns of names make valid names, each once',
    example: 'gitops.names.application: home-tracing is also the name of the root; use another name, e.g. {cluster}-tracing-{component}',
    wayOut: 'Correct the pattern',
  },
  'replaces-k3s-release': {
    proves: 'no HelmChart replaces one that k3s itself installs',
    example:
      'traefik: a HelmChart (gitops.helm (line 5)) named traefik would replace the one of k3s; use traefik.k3s, or gitops.helm: application',
    wayOut: 'Configure the release of k3s with `traefik.k3s`, or use `gitops.helm: application`',
  },
});

export const OUTPUT_RULES = new RuleSet('output', 'the output is where Argo CD reads it', {
  path: {
    proves: 'Argo CD reads the folder that synth writes',
    example:
      'gitops.path: Argo CD reads clusters/home, but the files are in dist/home of this repository; set gitops.path: dist/home, or write them to clusters/home with --out',
    wayOut: 'Correct `gitops.path`. Accept it if the files are copied to another repository',
  },
});
