import { Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Role } from '../../../contract/permissions.ts';
import type { SelectionInput } from '../../../contract/users.ts';
import { api } from '../../api.ts';
import { useErrorWords } from '../../error-words.ts';
import { toast, undoToast } from '../../ui/toasts.tsx';
import { ActDialog } from './act-dialog.tsx';
import { usePersonWords } from './person-words.ts';
import { type ActState, runAct } from './run-act.ts';

export type Asking = 'deactivate' | 'restore' | 'changeRole';

interface PeopleActsProps {
  asking: Asking | null;
  selection: SelectionInput;
  /** the one person it is about; null: several */
  name: string | null;
  role?: Role | undefined;
  onClose: () => void;
  onDone?: () => void;
}

/** Deactivate, restore, change permissions: of one person or of many, said beforehand and taken back where that is possible. */
export function PeopleActs({ asking, selection, name, role: startRole, onClose, onDone }: PeopleActsProps) {
  const t = useTranslations('people');
  const { say } = useErrorWords();
  const client = useQueryClient();
  const words = usePersonWords();
  const [role, setRole] = useState<Role>(startRole ?? 'member');
  const { data } = useQuery({
    queryKey: ['roles'],
    queryFn: () => api.roles.list(),
    enabled: asking === 'changeRole',
    staleTime: 60_000,
  });
  const done = (state: ActState): void => {
    onDone?.();
    const text = t(`act.done.${asking ?? 'restore'}`, { count: state.done });
    if (asking !== 'deactivate' || !('userIds' in selection)) {
      toast(text);
      return;
    }
    undoToast(text, () => {
      void runAct({ act: 'restore', selection }, false)
        .then(() => client.invalidateQueries({ queryKey: ['users'] }))
        .catch((error: unknown) => toast(say(error), 'red'));
    });
  };
  const of = { name: name ?? '', one: String(name !== null) };
  return (
    <>
      <ActDialog
        act={asking === 'deactivate' ? { act: 'deactivate', selection } : null}
        onClose={onClose}
        title={t('act.deactivateTitle', of)}
        confirm={t('act.ok')}
        danger
        onDone={done}
      >
        <p>{t('act.deactivateStops')}</p>
        <p>{t('act.deactivateStays')}</p>
      </ActDialog>
      <ActDialog
        act={asking === 'restore' ? { act: 'restore', selection } : null}
        onClose={onClose}
        title={t('act.restoreTitle', of)}
        confirm={t('act.ok')}
        onDone={done}
      >
        <p>{t('act.restoreWords')}</p>
      </ActDialog>
      <ActDialog
        act={asking === 'changeRole' ? { act: 'changeRole', params: { role }, selection } : null}
        onClose={onClose}
        title={t('act.changeRoleTitle', of)}
        confirm={t('act.changeRole')}
        onDone={done}
      >
        <Select
          label={t('permissions')}
          data={(data?.roles ?? [])
            .filter((entry) => entry.mayGive)
            .map((entry) => ({ value: entry.role, label: words.role(entry.role) }))}
          value={role}
          onChange={(next) => next !== null && setRole(next as Role)}
          allowDeselect={false}
        />
      </ActDialog>
    </>
  );
}
