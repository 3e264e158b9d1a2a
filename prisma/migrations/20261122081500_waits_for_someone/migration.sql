-- Deliveries that wait for a person or a connection, which workers, metrics and operators look for, are few among all that were ever settled
CREATE INDEX "delivery_waiting_idx" ON "delivery"("status", "updated_at") WHERE "status" IN ('UNKNOWN', 'PAUSED');

-- Old journals are found by their age
CREATE INDEX "step_started_at_idx" ON "step"("started_at");
