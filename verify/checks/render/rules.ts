/** Mistakes in the charts and values of releases, and in the output of Helm. */
import { RuleSet } from '../../../lib/findings/rules';

export const RENDER_RULES = new RuleSet('render', 'every chart renders with its values', {
  'no-chart': {
    proves: 'every chart has a valid name and version, and the digest in charts.lock',
    example:
      'tempo-distributed 2.23.3 of https://example.org has changed: its digest in charts.lock is sha256:1f0e, and now it is sha256:9a4c; find out why before you trust it, then remove its entry from charts.lock',
    wayOut: 'Correct name and version of the chart, or find out why it has changed',
    isFinal: true,
  },
  'broken-chart': {
    proves: 'every file of a chart among the manifests can be read',
    example: 'is not valid YAML (unexpected end of the stream within a flow collection); fix it',
    wayOut: 'Fix the file that the message names',
    isFinal: true,
  },
  'release-name': {
    proves: 'Helm accepts the name of every release',
    example: 'release name "Tempo" is not valid; use lower-case letters, digits, hyphens and dots',
    wayOut: 'Use a name of at most 53 lower-case letters, digits, hyphens and dots',
    isFinal: true,
  },
  'does-not-render': {
    proves: 'Helm renders the chart at its pinned version with its values',
    example: "traefik 28.0.0 does not render: values don't meet the specifications of the schema(s); use tracing.otlp.http",
    wayOut: 'Correct the values that Helm names, or pin a release of the chart that accepts them',
    isFinal: true,
  },
  'invalid-output': {
    proves: 'the output of every chart is valid YAML',
    example: 'tempo 2.2.4 renders invalid YAML (bad indentation of a mapping entry); pin another release',
    wayOut: 'Pin another release of the chart',
    isFinal: true,
  },
  'duplicate-key': {
    proves: 'no chart renders a key twice in one map with different values, except a label or annotation that its values replace',
    example: 'tempo 2.2.4 renders a duplicate key (duplicated mapping key), and the last one counts; pin another release',
    wayOut: 'Pin another release of the chart',
  },
  outdated: {
    proves: 'rendered manifests in the output are what their chart renders with the values of the cluster file',
    example: 'differs from what chart tempo 2.2.4 renders with the values of the cluster file (ConfigMap/tempo); run `npm run synth`',
    wayOut: 'Run `npm run synth` and commit the output',
  },
  'invalid-values': {
    proves: 'the values of every release are a map in valid YAML',
    example: 'helm.values is not valid YAML (bad indentation of a mapping entry); fix it',
    wayOut: 'Fix the values, or run `npm run synth` if synth wrote them',
  },
  'no-such-values-file': {
    proves: 'every values file of an Application exists and can be read',
    example: 'values file $values/tempo.yaml does not exist; add it, or remove it from valueFiles',
    wayOut: 'Add the file, or remove it from valueFiles',
  },
  'values-file-outside': {
    proves: 'every values file is inside its repository',
    example: 'values file ../../secret.yaml is outside of the repository, which Argo CD refuses; move it inside',
    wayOut: 'Move the file into the repository',
  },
  'variable-in-parameter': {
    proves: 'no parameter contains $ and a name, which Argo CD replaces with nothing',
    example: 'parameter tempo.url contains $ and a name, which Argo CD replaces with nothing; set it in helm.values',
    wayOut: 'Set the value in helm.values or helm.valuesObject',
  },
  'parameter-name': {
    proves: 'every parameter has the path of a value as its name',
    example: 'parameter a..b is not the path of a value, so Helm refuses or ignores it; use a path such as a.b[0].c',
    wayOut: 'Correct the name of the parameter',
  },
  'config-without-chart': {
    proves: 'every HelmChartConfig has a HelmChart',
    example:
      'namespace kube-system has no HelmChart traefk for this HelmChartConfig; for the Traefik of k3s, name it traefik in namespace kube-system',
    wayOut: 'Correct name and namespace of the HelmChartConfig',
  },
  'values-without-chart': {
    proves: 'every values file in dist/ names its chart in the comment above the values',
    example: 'does not name its chart; run `npm run synth`, which writes it above the values',
    wayOut: 'Run `npm run synth`, which writes that comment',
  },
  'emojivoto-revision': {
    proves: 'emojivoto is pinned to the supported revision',
    example: 'reads emojivoto at main, but only e4902 is supported; pin that revision',
    wayOut: 'Pin the supported revision',
  },
  'patch-target': {
    proves: 'every patch of emojivoto has a valid target that matches an object',
    example: 'the patch of Namespce matches no object of emojivoto; correct its target',
    wayOut: 'Correct the target of the patch',
  },
  'patch-operations': {
    proves: 'every patch of emojivoto is a list of JSON patch operations that apply',
    example: 'the patch of Deployment does not apply to web: missing /spec/template/spec/containers/9; correct its path',
    wayOut: 'Correct op, path and value of the patch',
  },
  'image-without-target': {
    proves: 'every image replacement of emojivoto matches an image',
    example: 'the image replacement emojivoto-wbe=mine:v1 matches no image of emojivoto; correct the name before the =',
    wayOut: 'Correct the image name before the =',
  },
});
