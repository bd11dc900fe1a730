import { note } from '../lib/findings/finding';
import { CHANGE_RULES } from '../verify/change/rules';
import { stepsOf } from './steps';

const finding = (problem: string, fix?: string, commands: string[] = []) =>
  note({ file: 'a.yaml' }, { ...CHANGE_RULES.says('retire', problem, fix), commands });

test('steps are before or after the merge, and a note without a step is a remark', () => {
  const { before, after, remarks } = stepsOf(
    [
      finding('a goes', 'before the merge, keep it', ['kubectl get a']),
      finding('b joins the mesh', 'restart it after the merge', ['kubectl get b']),
      finding('c and d change', undefined, ['# before the merge: permit both', 'kubectl get c']),
      finding('there is no way back'),
      finding('both run on one bucket', 'it needs resources for both'),
    ],
    [{ text: 'the values file is new; after the merge, name it' }],
  );

  expect(before.map(({ commands }) => commands?.at(-1))).toEqual(['kubectl get a', 'kubectl get c']);
  expect(after.map(({ text }) => text.split(/;/)[0])).toEqual(['b joins the mesh', 'the values file is new']);
  expect(remarks.map(({ text }) => text)).toEqual(['there is no way back', 'both run on one bucket; it needs resources for both']);
});
