package io.resolutionflow.session.upload;

import java.util.List;
import org.springframework.stereotype.Component;

/**
 * New files go to the configured store; old ones are found where their key says, so that a store
 * may be configured later.
 */
@Component
class FileStores {

    private final List<FileStore> stores;

    /**
     * @param stores the one for new files first
     */
    FileStores(List<FileStore> stores) {
        this.stores = List.copyOf(stores);
    }

    FileStore forNew() {
        return stores.getFirst();
    }

    FileStore of(Upload upload) {
        String key = String.valueOf(upload.storageKey());
        return stores.stream()
                .filter(store -> key.startsWith(store.scheme() + ":"))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "the store of an upload is not configured any more"));
    }
}
