import { ActionIcon, Popover, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';

/** Help beside the hard part: a small question mark that opens a few sentences. */
export function HelpHint({ about, children }: { about: string; children: ReactNode }) {
  const t = useTranslations('ui');
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={300} position="top" withArrow returnFocus withRoles={false}>
      <Popover.Target>
        <ActionIcon size={24} onClick={() => setOpened(!opened)} aria-label={`${t('help')}: ${about}`} aria-expanded={opened}>
          <IconHelpCircle size={17} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown role="note">
        <Text size="sm" component="div">
          {children}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
