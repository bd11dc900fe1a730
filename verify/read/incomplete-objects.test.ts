import { sentence } from '../../lib/findings/sentence';
import { loadYamlDocuments } from '../../lib/helm/yaml';
import { incompleteIn } from './incomplete-objects';

const told = (text: string) =>
  incompleteIn({ path: 'a.yaml', printed: 'm/a.yaml', text, documents: loadYamlDocuments(text) }).map(
    (finding) => `${finding.place.name} ${sentence(finding)}`,
  );

test.each([
  ['no apiVersion', 'kind: Deployment\nmetadata: {name: a}\n', 'a Deployment a: apiVersion is missing; add it, such as apps/v1'],
  [
    'a misspelled apiVersion',
    'apiversion: v1\nkind: Service\nmetadata: {name: a}\n',
    'a Service a: apiVersion is missing; add it, such as v1',
  ],
  ['no kind', 'apiVersion: batch/v1\nmetadata: {name: a}\n', 'a batch/v1 a: kind is missing; add it'],
  [
    'an item of a list',
    'apiVersion: v1\nkind: List\nitems: [{kind: Service, metadata: {name: a}}]\n',
    'a Service a: apiVersion is missing; add it, such as v1',
  ],
])('an object of Kubernetes with %s is reported', (_, text, line) => {
  expect(told(`apiVersion: v1\nkind: Namespace\nmetadata: {name: b}\n---\n${text}`)).toEqual([line]);
});

test.each([
  ['a whole object', 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n'],
  ['an object of another program', 'kind: role\nversion: v7\nmetadata: {name: a}\n'],
  ['an API of another program', 'apiVersion: example.org/v1\nmetadata: {name: a}\n'],
  ['Helm values', 'kind: DaemonSet\nmetadata: {labels: {a: b}}\n'],
  ['the file of a chart', 'apiVersion: v2\nname: a\nversion: 1.0.0\n'],
  ['a list, a text and nothing', '- a\n---\nb\n---\n'],
])('%s is not', (_, text) => {
  expect(told(text)).toEqual([]);
});
