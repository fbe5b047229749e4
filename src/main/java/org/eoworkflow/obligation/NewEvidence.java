package org.eoworkflow.obligation;

/** Something that is offered as evidence. {@link EvidenceStore} checks it before it keeps it. */
public sealed interface NewEvidence {

    /** A file. */
    record File(String name, byte[] content, Label label) implements NewEvidence {
    }

    /** A page on the web or in an agency's own network. */
    record Link(String url, Label label) implements NewEvidence {
    }

    /** What a classified system holds: where it lies there and nothing else. */
    record Pointer(String registryNumber, String custodianOffice, String systemName, String kind) implements NewEvidence {
    }

    /**
     * What is said of an item.
     *
     * @param kind one of {@link EvidenceStore#KINDS}
     * @param description what it shows
     * @param marking {@code UNCLASSIFIED} or {@code CUI}
     * @param cuiCategory the category of CUI, or null
     */
    record Label(String kind, String description, String marking, String cuiCategory) {

        /** An unclassified item. */
        public static Label unclassified(String kind, String description) {
            return new Label(kind, description, "UNCLASSIFIED", null);
        }
    }

    /** One of {@link EvidenceStore#KINDS}. */
    default String kindOf() {
        if (this instanceof File file) {
            return file.label() == null ? null : file.label().kind();
        }
        if (this instanceof Link link) {
            return link.label() == null ? null : link.label().kind();
        }
        return ((Pointer) this).kind();
    }
}
