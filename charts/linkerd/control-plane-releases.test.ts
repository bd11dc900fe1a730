import { minorOfControlPlane } from './control-plane-releases';
import { linkerdReleases } from './releases';

test.each([
  ['1.9.0', '2.12'],
  ['1.16.11', '2.14'],
  ['2024.2.4', '2.15'],
  ['2024.11.8', '2.17'],
  ['2025.10.1', '2.19'],
  ['2026.6.3', '2.19'],
  ['2026.7.1', '2.20'],
])('release %s of the control plane is Linkerd %s', (chart, minor) => {
  expect(minorOfControlPlane(chart)).toBe(minor);
});

test('an unknown release of the control plane is taken as the newest Linkerd', () => {
  expect(minorOfControlPlane('0.0.0')).toBe('2.20');
  expect(minorOfControlPlane('0.0.0')).toBe(linkerdReleases.newest);
});
