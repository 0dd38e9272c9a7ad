import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { preferences, type L1Categories } from '../../../api/preferences';
import { isProblem } from '../../../api/problem';
import { useServices } from '../../../app/services';
import { t } from '../../../messages';
import { Badge } from '../../../ui/Badge';
import { Button } from '../../../ui/Button';
import { Loading } from '../../../ui/Loading';
import { ProblemNote } from '../../../ui/ProblemNote';
import { accountKeys } from '../accountKeys';

/** Categories AI may build steps in; they never block a published flow (contract-l1 §8). */
export function CategoriesTab() {
  const { api } = useServices();
  const categories = useQuery({
    queryKey: accountKeys.categories,
    queryFn: ({ signal }) => preferences.categories(api, signal),
  });
  return (
    <Loading query={categories}>
      {categories.data !== undefined && <CategoryForm stored={categories.data} />}
    </Loading>
  );
}

function CategoryForm({ stored }: { stored: L1Categories }) {
  const { api } = useServices();
  const client = useQueryClient();
  const words = t.account.categories;
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const ticked = chosen ?? new Set(stored.enabled);
  const save = useMutation({
    mutationFn: (enabled: string[]) =>
      preferences.changeCategories(api, { enabled, version: stored.version }),
    onSuccess: (saved) => {
      client.setQueryData<L1Categories>(accountKeys.categories, saved);
      setChosen(null);
    },
    onError: () => client.invalidateQueries({ queryKey: accountKeys.categories }),
  });
  const set = (key: string, on: boolean) => {
    save.reset();
    const next = new Set(ticked);
    if (on) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  const isConflict = isProblem(save.error, 'version_conflict');
  return (
    <>
      <p className="muted">{words.text}</p>
      <fieldset className="tick-grid" data-testid="categories">
        <legend className="label">{words.count(ticked.size, stored.available.length)}</legend>
        {stored.available.map(({ key, label, default_enabled }) => (
          <label key={key} className="tick">
            <input
              type="checkbox"
              checked={ticked.has(key)}
              onChange={(event) => set(key, event.target.checked)}
              data-testid={`category-${key}`}
            />
            {label}
            {!default_enabled && <Badge text={words.recommended} />}
          </label>
        ))}
      </fieldset>
      {isConflict ? (
        <p className="field-error" role="alert">
          {words.conflict}
        </p>
      ) : (
        <ProblemNote error={save.error} />
      )}
      <div className="button-row">
        <Button
          look="primary"
          isDisabled={chosen === null}
          isPending={save.isPending}
          onPress={() => save.mutate(stored.available.map(({ key }) => key).filter((key) => ticked.has(key)))}
          data-testid="categories-save"
        >
          {t.common.save}
        </Button>
        {isConflict && (
          <Button
            onPress={() => {
              save.reset();
              setChosen(null);
            }}
          >
            {words.useTheirs}
          </Button>
        )}
        <Button
          look="quiet"
          onPress={() =>
            setChosen(
              new Set(stored.available.filter((item) => item.default_enabled).map((item) => item.key)),
            )
          }
        >
          {words.back}
        </Button>
        {save.isSuccess && chosen === null && (
          <span className="muted" role="status">
            {words.saved}
          </span>
        )}
      </div>
    </>
  );
}
