/** What an interface may ask about model files. Part of OwnerContract. */
export interface ModelContract {
  /**
   * Writes model text to a YAML file on the machine of the owner; also text with errors, which somebody may
   * want to mend tomorrow. Rejects with `input/invalid` where no model may be written, for example among the
   * samples, and with `session/unwritable` when the disk refuses.
   */
  saveModel: (argument: SaveModel) => SavedModel
}

export interface SaveModel {
  /** Relative paths count from the session folder; `.yaml` is added where no extension is given. */
  readonly path: string
  readonly text: string
  /**
   * What may be replaced: nothing, whatever stands there because the person was asked, or only a file that
   * still holds this text, because it was opened from there.
   */
  readonly over: 'nothing' | 'anything' | { readonly text: string }
}

export interface SavedModel {
  /** Absolute. */
  readonly path: string
  /** exists and changed: nothing was written; ask the person, then send `over: 'anything'`. */
  readonly outcome: 'saved' | 'exists' | 'changed'
}
