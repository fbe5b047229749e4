package org.eoworkflow.model.lint;

import static org.eoworkflow.model.ProcessModel.isWithin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;

/** The picture: everything is drawn, and nothing lies on anything else. Simple geometry, with a pixel or two to spare. */
final class DiagramRules {

    private static final double SPARE = 2;

    private DiagramRules() {
    }

    static void drawn(Model model) {
        var shapes = shapes(model);
        var lines = lines(model);
        model.all(FlowNode.class).stream().filter(node -> !shapes.containsKey(node))
            .forEach(node -> model.report(node, "is not drawn: place it in the diagram"));
        model.all(SequenceFlow.class).stream().filter(flow -> !lines.containsKey(flow))
            .forEach(flow -> model.report(flow, "is not drawn: connect '%s' with '%s' in the diagram",
                flow.getAttributeValue("sourceRef"), flow.getAttributeValue("targetRef")));
    }

    static void shapesApart(Model model) {
        var shapes = new ArrayList<>(shapes(model).entrySet());
        for (int i = 0; i < shapes.size(); i++) {
            for (int j = i + 1; j < shapes.size(); j++) {
                FlowNode one = shapes.get(i).getKey();
                FlowNode other = shapes.get(j).getKey();
                boolean belong = sits(one, other) || sits(other, one);
                if (!belong && shapes.get(i).getValue().overlaps(shapes.get(j).getValue())) {
                    model.report(one, "lies on '%s' in the diagram: move one of them", other.getId());
                }
            }
        }
    }

    static void flowsAroundShapes(Model model) {
        var shapes = shapes(model);
        lines(model).forEach((flow, line) -> shapes.forEach((node, box) -> {
            boolean ends = node.getId().equals(flow.getAttributeValue("sourceRef")) || node.getId().equals(flow.getAttributeValue("targetRef"));
            boolean around = isWithin(flow, node) || flow.getSource() instanceof BoundaryEvent event && node.equals(event.getAttachedTo());
            if (!ends && !around && line.stream().anyMatch(box::isCrossedBy)) {
                model.report(flow, "runs through '%s' in the diagram: lead it around", node.getId());
            }
        }));
    }

    /** Two flows on one line cannot be told apart. */
    static void flowsApart(Model model) {
        var lines = new ArrayList<>(lines(model).entrySet());
        for (int i = 0; i < lines.size(); i++) {
            for (int j = i + 1; j < lines.size(); j++) {
                var other = lines.get(j).getValue();
                if (lines.get(i).getValue().stream().anyMatch(piece -> other.stream().anyMatch(piece::covers))) {
                    model.report(lines.get(i).getKey(), "runs on the line of '%s' in the diagram: lead them apart", lines.get(j).getKey().getId());
                }
            }
        }
    }

    private static boolean sits(FlowNode inner, FlowNode outer) {
        return isWithin(inner, outer) || inner instanceof BoundaryEvent event && (outer.equals(event.getAttachedTo()) || isWithin(event.getAttachedTo(), outer));
    }

    private static Map<FlowNode, Box> shapes(Model model) {
        var shapes = new LinkedHashMap<FlowNode, Box>();
        for (var shape : model.all(BpmnShape.class)) {
            if (shape.getBpmnElement() instanceof FlowNode node && shape.getBounds() != null) {
                var bounds = shape.getBounds();
                shapes.put(node, new Box(bounds.getX(), bounds.getY(), bounds.getX() + bounds.getWidth(), bounds.getY() + bounds.getHeight()));
            }
        }
        return shapes;
    }

    private static Map<SequenceFlow, List<Piece>> lines(Model model) {
        var lines = new LinkedHashMap<SequenceFlow, List<Piece>>();
        for (var edge : model.all(BpmnEdge.class)) {
            if (edge.getBpmnElement() instanceof SequenceFlow flow && edge.getWaypoints().size() > 1) {
                var points = new ArrayList<>(edge.getWaypoints());
                var pieces = new ArrayList<Piece>();
                for (int i = 1; i < points.size(); i++) {
                    pieces.add(new Piece(points.get(i - 1).getX(), points.get(i - 1).getY(), points.get(i).getX(), points.get(i).getY()));
                }
                lines.put(flow, pieces);
            }
        }
        return lines;
    }

    private record Box(double left, double top, double right, double bottom) {

        boolean overlaps(Box other) {
            return left < other.right - SPARE && other.left < right - SPARE && top < other.bottom - SPARE && other.top < bottom - SPARE;
        }

        /** For lines along the axes exact; for others by the box around them. */
        boolean isCrossedBy(Piece piece) {
            return overlaps(new Box(Math.min(piece.x1, piece.x2) - SPARE - 1, Math.min(piece.y1, piece.y2) - SPARE - 1,
                Math.max(piece.x1, piece.x2) + SPARE + 1, Math.max(piece.y1, piece.y2) + SPARE + 1));
        }
    }

    private record Piece(double x1, double y1, double x2, double y2) {

        /** Whether both lie on one line, along an axis, and have more than a point in common. */
        boolean covers(Piece other) {
            return x1 == x2 && other.x1 == other.x2 && Math.abs(x1 - other.x1) < SPARE && common(y1, y2, other.y1, other.y2)
                || y1 == y2 && other.y1 == other.y2 && Math.abs(y1 - other.y1) < SPARE && common(x1, x2, other.x1, other.x2);
        }

        private static boolean common(double a, double b, double c, double d) {
            return Math.min(Math.max(a, b), Math.max(c, d)) - Math.max(Math.min(a, b), Math.min(c, d)) > SPARE;
        }
    }
}
