import { describe, expect, it } from 'vitest';
import { judgePassword, normalisePassword } from './password-strength.ts';

const own = ['Anna de Vries', 'anna.devries@zorggroep.example', 'Zorggroep Voorbeeld'];

describe('a password', () => {
  it.each([
    ['', 'tooShort'],
    ['short', 'tooShort'],
    ['elevenchars', 'tooShort'],
    ['wachtwoord123', 'common'],
    ['Password2026!', 'common'],
    ['W@chtw00rd2026', 'common'],
    ['welkomwelkom1', 'common'],
    ['aaaaaaaaaaaaaaaa', 'common'],
    ['123456789012', 'common'],
    ['qwertyuiopasdf', 'common'],
    ['iloveyou12345', 'common'],
    ['Zorggroep2026!', 'personal'],
    ['annadevries1985', 'personal'],
    ['a'.repeat(1025), 'tooLong'],
    ['ü'.repeat(600), 'tooLong'],
  ])('%s is refused: %s', (password, problem) => {
    expect(judgePassword(password, own).problem).toBe(problem);
  });

  it.each([
    'correct horse battery staple',
    'paraplu fietsbel oktopus',
    'Regenschirm Laterne Zitrone',
    'x7Kp-9vQm-2tLw',
    '日本語のとても長い合言葉です',
    'Anna fietst langs zeven kapotte molens',
  ])('%s is taken', (password) => {
    expect(judgePassword(password, own)).not.toHaveProperty('problem');
  });

  it('counts characters, not bytes, towards the minimum', () => {
    expect(judgePassword('😀😀', []).missing).toBe(10);
  });

  it('is the same on another keyboard, and is never trimmed', () => {
    expect(normalisePassword('ﬁets é')).toBe(normalisePassword('fiets e\u0301'));
    expect(normalisePassword(' x ')).toBe(' x ');
  });
});
