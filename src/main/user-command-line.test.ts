import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addUserCommands } from './user-command-line.ts';

const welkom = new Command();
addUserCommands(welkom);
const user = welkom.commands.find((command) => command.name() === 'user')!;

test.each([
  ['create', '--group'],
  ['list', '--group'],
  ['role', '--within'],
])('user %s takes several with %s', (name, option) => {
  const command = user.commands.find((one) => one.name() === name)!;
  const { operands, unknown } = command.parseOptions([option, 'Keuken', 'Koor de Merels']);
  expect([operands, unknown]).toEqual([[], []]);
  expect(command.opts()[option.slice(2)]).toEqual(['Keuken', 'Koor de Merels']);
});
