import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeFiles } from '../../lib/files/write-files';
import { textsReadBy } from './template-values';

function chartWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'chart-'));
  writeFiles(folder, Object.entries(files));
  return folder;
}

const FOLDER = chartWith({
  'Chart.yaml': 'dependencies: [{name: cache, version: 1.0.0, alias: store}]',
  'charts/cache/Chart.yaml': 'name: cache',
  'charts/cache/templates/service.yaml': '{{ .Values.service.type }}{{ .Values.global.domain }}{{ .Values.name }}',
  'templates/service.yaml':
    '{{ include "web.labels" . }}\ntype: {{ .Values.service.type }}\n{{- with .Values.annotations }}{{ toYaml . }}{{ end }}',
  'templates/_helpers.tpl':
    '{{- define "web.labels" -}}\n{{ include "web.name" . }}\n{{ end }}\n{{- define "web.other" }}{{ .Values.other }}{{ end }}',
  'templates/lib/name.tpl': '{{- define "web.name" }}{{ .Values.name }}{{ end }}',
});
const VALUES = { service: { type: 'a: b', port: 80 }, annotations: { a: 'x', on: true }, name: 'web', other: 'x', replicas: 2 };
const names = (file: string, values: unknown = VALUES) => textsReadBy(file, FOLDER, values).map((each) => each.join('.'));

test('the texts that a template reads, also by what it includes', () => {
  expect(names('web/templates/service.yaml').sort()).toEqual(['annotations.a', 'name', 'service.type']);
  expect(names('web/templates/service.yaml', { service: { type: 'a' } })).toEqual(['service.type']);
});

test('those of a template of a subchart are below its name, or global', () => {
  const values = { ...VALUES, store: { service: { type: 'a: b' } }, global: { domain: 'c: d' } };
  expect(names('web/charts/store/templates/service.yaml', values)).toEqual(['store.service.type', 'global.domain']);
  expect(names('web/charts/store/templates/service.yaml')).toEqual([]);
});

test('none of a template that is not there', () => {
  expect(names('web/charts/sub/templates/service.yaml')).toEqual([]);
});
