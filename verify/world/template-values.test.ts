import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { textsReadBy } from './template-values';

function chartWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'chart-'));
  mkdirSync(path.join(folder, 'templates'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, 'templates', name), text);
  return folder;
}

const FOLDER = chartWith({
  'service.yaml': '{{ include "web.labels" . }}\ntype: {{ .Values.service.type }}\n{{- with .Values.annotations }}{{ toYaml . }}{{ end }}',
  '_helpers.tpl':
    '{{- define "web.labels" -}}\n{{ include "web.name" . }}\n{{ end }}\n{{- define "web.name" }}{{ .Values.name }}{{ end }}\n{{- define "web.other" }}{{ .Values.other }}{{ end }}',
});
const VALUES = { service: { type: 'a: b', port: 80 }, annotations: { a: 'x', on: true }, name: 'web', other: 'x', replicas: 2 };
const names = (file: string, values: unknown = VALUES) => textsReadBy(file, FOLDER, values).map((each) => each.join('.'));

test('the texts that a template reads, also by what it includes', () => {
  expect(names('web/templates/service.yaml').sort()).toEqual(['annotations.a', 'name', 'service.type']);
  expect(names('web/templates/service.yaml', { service: { type: 'a' } })).toEqual(['service.type']);
});

test('none of a template that is not there', () => {
  expect(names('web/charts/sub/templates/service.yaml')).toEqual([]);
});
