package dev.kontor.cli.download;

import dev.kontor.cli.exit.Failure;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Downloads many files, a bounded number at once.
///
/// The first failure ends the handing out of further files; those under way finish, so that a later run finds whole
/// files and parts that it can continue. Memory does not grow with the number of files beyond their list.
public final class Collection {

    private final FileDownload download;
    private final int jobs;

    public Collection(FileDownload download, int jobs) {
        this.download = download;
        this.jobs = jobs;
    }

    /// Fetches all of them into the folder.
    ///
    /// @throws ContentChanged when the listing is out of date
    public Totals fetch(List<RemoteFile> files, Folder folder, Totals totals) throws ContentChanged {
        var next = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int worker = 0; worker < Math.min(jobs, files.size()); worker++) {
                workers.execute(() -> work(files, next, folder, totals, failure));
            }
        }
        switch (failure.get()) {
            case null -> {
                return totals;
            }
            case ContentChanged changed -> throw changed;
            case Failure known -> throw known;
            case RuntimeException bug -> throw bug;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private void work(
            List<RemoteFile> files,
            AtomicInteger next,
            Folder folder,
            Totals totals,
            AtomicReference<Throwable> failure) {
        while (failure.get() == null) {
            int index = next.getAndIncrement();
            if (index >= files.size()) {
                return;
            }
            RemoteFile file = files.get(index);
            try {
                totals.add(download.fetch(file, folder.place(file.label())));
            } catch (ContentChanged | RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        }
    }
}
